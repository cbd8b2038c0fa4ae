import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ZodError } from 'zod';

// The real electron-store, under plain Node: the npm package "electron" then names a program, and
// must not fetch one.
vi.hoisted(() => {
	process.env.ELECTRON_OVERRIDE_DIST_PATH = '/nowhere';
});

import { createSettingsStore } from '../../../main/app/settings-store.ts';
import { Settings } from '../../../main/settings/settings.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';

const value = {
	version: 3,
	deskName: 'OPD काउंटर 2',
	operatorName: 'क्\u200dष',
	idleEndsVisitAfterMinutes: 5,
	keepActivityMonths: 12,
	language: 'hi',
	trainingChosen: true,
	kiosk: {
		isOn: true,
		idleAfterSeconds: 60,
		sendsPerAbha: 3,
		sendsPerDevice: 60,
		startsWithSession: false,
	},
	slip: { day: '2026-11-23', number: 7 },
	updates: { source: 'folder', place: '/media/stick' },
};

let folder: string;
let file: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-settings-'));
	file = join(folder, 'settings.json');
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

const open = () => createSettingsStore(folder, new FakeClock());

describe('the settings store', () => {
	it('has nothing at the first start, and writes nothing by itself', () => {
		expect(open().read()).toBeUndefined();
		expect(existsSync(file)).toBe(false);
	});

	it('reads what it has written', () => {
		open().write(value);
		expect(open().read()).toEqual(value);
		expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(value);
		expect(readdirSync(folder)).toEqual(['settings.json']);
	});

	it.each([
		['of the wrong type', { ...value, deskName: 2 }],
		['out of range', { ...value, idleEndsVisitAfterMinutes: 16 }],
		['that has no name here', { ...value, pin: '482915' }],
		['too many characters', { ...value, operatorName: 'x'.repeat(61) }],
	])('neither writes nor reads a field %s', (_what, content) => {
		expect(() => {
			open().write(content);
		}).toThrow(ZodError);
		expect(existsSync(file)).toBe(false);
		writeFileSync(file, JSON.stringify(content));
		expect(() => open().read()).toThrow(ZodError);
		expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(content);
	});

	it('reads another version without asking what it holds', () => {
		const newer = { version: 4, deskName: ['a', 'list'], kiosk: true };
		writeFileSync(file, JSON.stringify(newer));
		expect(open().read()).toEqual(newer);
	});

	it.each([
		['nothing', ''],
		['NULs', '\0'.repeat(200)],
		['half of itself', JSON.stringify(value).slice(0, 60)],
		['no object', '[]'],
		['null', 'null'],
		['an empty object', '{}'],
		['a version that is none', '{"version":"1"}'],
	])('does not read a file of %s, and leaves it', (_what, text) => {
		writeFileSync(file, text);
		expect(() => open().read()).toThrow();
		expect(readFileSync(file, 'utf8')).toBe(text);
	});

	it('says with the system’s own error what the system refuses', () => {
		mkdirSync(file);
		expect(() => open().read()).toThrow(expect.objectContaining({ syscall: 'read' }));
	});

	it('sets the file aside under the time of it, as it was', () => {
		writeFileSync(file, '{"half":');
		open().setAside();
		const [name = ''] = readdirSync(folder);
		expect(name).toBe('settings-damaged-2026-11-23T00-00-00.000Z.json');
		expect(readFileSync(join(folder, name), 'utf8')).toBe('{"half":');
		expect(open().read()).toBeUndefined();
	});
});

describe('settings on a real disk', () => {
	const start = () => new Settings(open(), recordedLog().log);

	it('start whatever is done to the file, and lose none of it', () => {
		const settings = start();
		settings.change({ ...settings.value, deskName: 'OPD' });
		const whole = readFileSync(file);
		const damage = fc.oneof(
			fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
			fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, bits]) => {
				const flipped = Buffer.from(whole);
				flipped[at] = (flipped[at] ?? 0) ^ bits;
				return flipped;
			}),
			fc.nat(300).map((length) => Buffer.alloc(length)),
		);
		fc.assert(
			fc.property(damage, (content) => {
				for (const name of readdirSync(folder)) rmSync(join(folder, name));
				writeFileSync(file, content);
				const settings = start();
				expect(settings.value.idleEndsVisitAfterMinutes).toBeLessThanOrEqual(15);
				const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
				expect(kept.some((bytes) => bytes.equals(content))).toBe(true);
				// And the start after it has nothing to complain of, but for a newer version.
				const next = start().warnings.filter((warning) => warning !== 'settings-newer');
				expect(next).toEqual([]);
			}),
			{ numRuns: 60 },
		);
	}, 30_000);
});
