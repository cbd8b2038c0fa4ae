import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
	fuseNames,
	parseWire,
	readFuses,
	releaseFuses,
	sentinel,
	wrongFuses,
} from '../../../main/diagnostics/fuses.ts';
import { findTestRuntime } from '../../../scripts/test-runtime.mjs';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-fuses-'));
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

/** An executable that has nothing but the wire, `at` so many bytes. */
function executable(name: string, wire: readonly number[], at = 100): string {
	const path = join(folder, name);
	writeFileSync(path, Buffer.concat([Buffer.alloc(at, 7), sentinel, Buffer.from(wire)]));
	return path;
}

const ascii = (text: string) => [...Buffer.from(text, 'latin1')];

describe('the fuses', () => {
	it('are called and ordered as @electron/fuses has them', () => {
		expect(fuseNames.map((name) => FuseV1Options[name])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
	});

	it('are read from the wire behind the sentinel', async () => {
		const fuses = await readFuses(executable('some', [1, 9, ...ascii('0100r1x11')]));
		expect(fuses).toEqual({
			RunAsNode: 'off',
			EnableCookieEncryption: 'on',
			EnableNodeOptionsEnvironmentVariable: 'off',
			EnableNodeCliInspectArguments: 'off',
			EnableEmbeddedAsarIntegrityValidation: 'removed',
			OnlyLoadAppFromAsar: 'on',
			LoadBrowserProcessSpecificV8Snapshot: 'unknown',
			GrantFileProtocolExtraPrivileges: 'on',
			WasmTrapHandlers: 'on',
		});
	});

	it.each([4 * 1024 * 1024 - 10, 4 * 1024 * 1024 - 33, 4 * 1024 * 1024, 9_000_001])(
		'are found across the edge of what is read at once (%i)',
		async (at) => {
			expect(await readFuses(executable('edge', [1, 1, 0x31], at))).toEqual({ RunAsNode: 'on' });
		},
	);

	it.each([
		['a wire of another version', [2, 1, 0x31]],
		['a wire that is cut short', [1, 9, 0x31]],
		['no wire', []],
	])('are not known from %s', async (_what, wire) => {
		expect(await readFuses(executable('bad', wire))).toBeNull();
	});

	it('are not known from a program without them', async () => {
		const path = join(folder, 'none');
		writeFileSync(path, Buffer.alloc(5_000_000, 7));
		expect(await readFuses(path)).toBeNull();
		await expect(readFuses(join(folder, 'nowhere'))).rejects.toThrow('ENOENT');
	});

	it('that a shorter, older wire lacks are not wrong', () => {
		expect(wrongFuses(parseWire(Buffer.from([1, 1, 0x30])) ?? {})).toEqual([]);
	});

	it('are right in a release, and each of them is missed when it is not', () => {
		expect(wrongFuses(releaseFuses)).toEqual([]);
		for (const name of fuseNames) {
			const other = releaseFuses[name] === 'on' ? 'off' : 'on';
			expect(wrongFuses({ ...releaseFuses, [name]: other })).toEqual([name]);
		}
	});

	it('of a real Electron are read as @electron/fuses reads them', async (context) => {
		const runtime = findTestRuntime()?.executable;
		if (runtime === undefined || !existsSync(runtime)) {
			context.skip(`no Electron in the cache of ${homedir()}`);
			return;
		}
		const { version: _version, ...wire } = await getCurrentFuseWire(runtime);
		const expected = Object.entries(wire).map(([index, state]) => [
			fuseNames[Number(index)],
			{ 48: 'off', 49: 'on', 114: 'removed' }[Number(state)],
		]);
		expect(expected.length).toBeGreaterThan(7);
		expect(await readFuses(runtime)).toEqual(Object.fromEntries(expected));
	});
});
