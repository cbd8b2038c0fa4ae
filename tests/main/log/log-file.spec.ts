import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createLogFile } from '../../../main/log/log-file.ts';

/** Before electron-log is loaded, because it takes hold of the console then. */
const printed = vi.hoisted(() => {
	const words: string[] = [];
	console.error = (...parts: unknown[]) => words.push(parts.map(String).join(' '));
	return words;
});

const noon = () => new Date('2026-11-23T06:30:00.123Z');
const today = 'abha-desk-2026-11-23.log';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-log-'));
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

describe('createLogFile', () => {
	it('makes the folder and writes the lines as they are', () => {
		const write = createLogFile(join(folder, 'logs'), noon);
		write('info', '2026-11-23T06:30:00.123Z info {"event":"a 100 %s %c"}');
		write('error', 'second');
		const text = readFileSync(join(folder, 'logs', today), 'utf8');
		expect(text.split(/\r?\n/)).toEqual([
			'2026-11-23T06:30:00.123Z info {"event":"a 100 %s %c"}',
			'second',
			'',
		]);
	});

	it('adds to the log of an earlier run', () => {
		writeFileSync(join(folder, today), 'earlier\n');
		createLogFile(folder, noon)('warn', 'later');
		expect(readFileSync(join(folder, today), 'utf8')).toMatch(/^earlier\nlater\r?\n$/);
	});

	it('keeps two files of a megabyte a day at most, so that the disk cannot fill', () => {
		const write = createLogFile(folder, noon);
		const line = 'x'.repeat(100_000);
		for (let count = 0; count < 40; count++) write('info', line);
		expect(readdirSync(folder).sort()).toEqual([today, 'abha-desk-2026-11-23.old.log']);
		for (const name of readdirSync(folder)) {
			expect(statSync(join(folder, name)).size).toBeLessThan(1024 * 1024 + 100_002);
		}
	});

	it('begins a new file with a new day, by the clock of the lines', () => {
		let now = new Date('2026-11-23T23:59:59.999Z');
		const write = createLogFile(folder, () => now);
		write('info', 'late');
		now = new Date('2026-11-24T00:00:00.000Z');
		write('info', 'early');
		expect(readdirSync(folder).sort()).toEqual([today, 'abha-desk-2026-11-24.log']);
		expect(readFileSync(join(folder, 'abha-desk-2026-11-24.log'), 'utf8')).toMatch(/^early\r?\n$/);
	});

	it('deletes what is older than 14 days at the start, and nothing that is not its own', () => {
		const kept = [
			'abha-desk-2026-11-09.log',
			'abha-desk-2026-11-09.old.log',
			// From a time when the clock was years ahead.
			'abha-desk-2031-01-01.log',
			'abha-desk-2020-01-01.log.txt',
			'my-abha-desk-2020-01-01.log',
			'abha-desk-2020-1-1.log',
			'audit-2020-01.jsonl',
		];
		const old = ['abha-desk-2026-11-08.log', 'abha-desk-2026-11-08.old.log'];
		for (const name of [...kept, ...old]) writeFileSync(join(folder, name), '');
		createLogFile(folder, noon);
		expect(readdirSync(folder).sort()).toEqual([...kept].sort());
	});

	it('deletes what has become older when the day changes', () => {
		let now = new Date('2026-11-23T12:00:00Z');
		const write = createLogFile(folder, () => now);
		writeFileSync(join(folder, 'abha-desk-2026-11-09.log'), '');
		write('info', 'a');
		expect(readdirSync(folder)).toContain('abha-desk-2026-11-09.log');
		now = new Date('2026-11-24T12:00:00Z');
		write('info', 'b');
		expect(readdirSync(folder)).toEqual([today, 'abha-desk-2026-11-24.log']);
	});

	it('goes on when an old file cannot be deleted', () => {
		mkdirSync(join(folder, 'abha-desk-2020-01-01.log'));
		writeFileSync(join(folder, 'abha-desk-2020-01-02.log'), '');
		createLogFile(folder, noon)('info', 'a');
		expect(readdirSync(folder).sort()).toEqual(['abha-desk-2020-01-01.log', today]);
	});

	it('stops nothing when the folder cannot be made, and says why without the line', () => {
		const blocked = join(folder, 'a-file');
		writeFileSync(blocked, '');
		const write = createLogFile(join(blocked, 'logs'), noon);
		write('error', 'canary');
		write('error', 'canary');
		expect(printed.join('\n')).toContain('ENOTDIR');
		expect(printed.join('\n')).not.toContain('canary');
	});
});
