import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-log-'));
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

describe('createLogFile', () => {
	it('makes the folder and writes the lines as they are', () => {
		const write = createLogFile(join(folder, 'logs'));
		write('info', '2026-11-23T06:30:00.123Z info {"event":"a 100 %s %c"}');
		write('error', 'second');
		const text = readFileSync(join(folder, 'logs', 'abha-desk.log'), 'utf8');
		expect(text.split(/\r?\n/)).toEqual([
			'2026-11-23T06:30:00.123Z info {"event":"a 100 %s %c"}',
			'second',
			'',
		]);
	});

	it('adds to the log of an earlier run', () => {
		writeFileSync(join(folder, 'abha-desk.log'), 'earlier\n');
		createLogFile(folder)('warn', 'later');
		expect(readFileSync(join(folder, 'abha-desk.log'), 'utf8')).toMatch(/^earlier\nlater\r?\n$/);
	});

	it('keeps two files of a megabyte at most, so that the disk cannot fill', () => {
		const write = createLogFile(folder);
		const line = 'x'.repeat(100_000);
		for (let count = 0; count < 40; count++) write('info', line);
		expect(readdirSync(folder).sort()).toEqual(['abha-desk.log', 'abha-desk.old.log']);
		for (const name of readdirSync(folder)) {
			expect(statSync(join(folder, name)).size).toBeLessThan(1024 * 1024 + 100_002);
		}
	});

	it('stops nothing when the folder cannot be made, and says why without the line', () => {
		const blocked = join(folder, 'a-file');
		writeFileSync(blocked, '');
		const write = createLogFile(join(blocked, 'logs'));
		write('error', 'canary');
		write('error', 'canary');
		expect(printed.join('\n')).toContain('ENOTDIR');
		expect(printed.join('\n')).not.toContain('canary');
	});
});
