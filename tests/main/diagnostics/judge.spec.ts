import { describe, expect, it } from 'vitest';

import { type FindingCode, verdicts } from '../../../preload/contract/diagnostics.ts';
import type { Facts, FolderFacts } from '../../../main/diagnostics/facts.ts';
import { releaseFuses } from '../../../main/diagnostics/fuses.ts';
import { judge } from '../../../main/diagnostics/judge.ts';
import { someFacts } from '../../support/some-facts.ts';

const codes = (facts: Facts) => judge(facts).map(({ code }) => code);
const folder = (instead: Partial<FolderFacts>) => ({
	folder: { ...someFacts().folder, ...instead },
});
const minute = 60_000;

const table: readonly [FindingCode, Partial<Facts>][] = [
	['program.release', {}],
	['program.test', { flavour: 'test' }],
	['program.test', { flavour: 'rehearsal' }],
	['program.development', { flavour: 'development' }],
	['fuses.shut', {}],
	['fuses.open', { fuses: { ...releaseFuses, RunAsNode: 'on' } }],
	['fuses.not-release', { flavour: 'test', fuses: { RunAsNode: 'on' } }],
	['fuses.unreadable', { fuses: null }],
	['integrity.not-on-linux', {}],
	['integrity.changeable', { canChangeProgram: true }],
	// There Electron would not start what was changed.
	['integrity.on', { platform: 'win32', canChangeProgram: true }],
	['integrity.on', { platform: 'win32' }],
	['integrity.on', { platform: 'darwin' }],
	['integrity.off', { platform: 'win32', fuses: { EnableEmbeddedAsarIntegrityValidation: 'off' } }],
	['integrity.off', { platform: 'win32', fuses: null }],
	['integrity.not-release', { flavour: 'development' }],
	['sandbox.on', {}],
	['sandbox.off', { isSandboxed: false }],
	['sandbox.off', { isSandboxed: false, flavour: 'test' }],
	['sandbox.off-development', { isSandboxed: false, flavour: 'development' }],
	['vault.damaged', { vault: 'damaged' }],
	['keyring.open', {}],
	['keyring.locked', { keyring: { state: 'locked', name: 'gnome' } }],
	['keyring.missing', { keyring: { state: 'absent', name: 'gnome' } }],
	['keyring.absent', { keyring: { state: 'absent', name: 'gnome' }, vault: 'passphrase' }],
	['keyring.not-asked', { keyring: { state: 'not-asked', name: 'windows' } }],
	['clock.compared', { clock: { aheadSeconds: 30, jumpedMs: 0 } }],
	['clock.wrong', { clock: { aheadSeconds: -31, jumpedMs: 0 } }],
	['clock.wrong', { clock: { aheadSeconds: 600, jumpedMs: -minute } }],
	['clock.not-compared', { clock: { aheadSeconds: null, jumpedMs: 29_000 } }],
	['clock.set-back', { clock: { aheadSeconds: null, jumpedMs: -minute } }],
	['clock.jumped', { clock: { aheadSeconds: null, jumpedMs: minute } }],
	['profile.absent', folder({ isAbsent: true, writing: null, freeBytes: null })],
	['profile.link', folder({ isLink: true })],
	['permissions.others', folder({ isOpenToOthers: true })],
	['permissions.not-asked', folder({ isOpenToOthers: null })],
	['writing.not-tried', folder({ writing: null })],
	['writing.refused', folder({ writing: 'EROFS' })],
	['disk.room', folder({ freeBytes: 2 * 1024 ** 3 })],
	['disk.low', folder({ freeBytes: 0.9 * 1024 ** 3 })],
	['disk.full', folder({ freeBytes: 99 * 1024 ** 2 })],
	['disk.unknown', folder({ freeBytes: null })],
	['proxy.unusable', { proxy: 'unusable' }],
	['facility.closed', { facility: null }],
	['facility.sandbox', {}],
	[
		'facility.training',
		{ facility: { environment: 'training', generation: 'v1v2', clientId: null, hipId: null } },
	],
	['problems.none', {}],
	['problems.some', { problems: ['one'] }],
	['updates.on', { updatesAreOn: true }],
];

describe('judge', () => {
	it('has one finding for each fact, and finds all well where all is well', () => {
		const found = judge(someFacts());
		const facts = found.map(({ code }) => code.split('.')[0]);
		expect(new Set(facts).size).toBe(facts.length);
		expect(found.map(({ code }) => verdicts[code])).toEqual(found.map(() => 'fine'));
		const known = new Set(Object.keys(verdicts).map((code) => code.split('.')[0]));
		expect(new Set(facts)).toEqual(known);
	});

	it.each(table)('finds %s in %j', (code, instead) => {
		expect(codes(someFacts(instead))).toContain(code);
	});

	it('names the fuses that are open', () => {
		const found = judge(
			someFacts({ fuses: { ...releaseFuses, RunAsNode: 'on', OnlyLoadAppFromAsar: 'off' } }),
		);
		expect(found).toContainEqual({
			code: 'fuses.open',
			values: { count: 2, names: 'RunAsNode, OnlyLoadAppFromAsar' },
		});
	});
});
