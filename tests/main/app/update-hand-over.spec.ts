import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createHandOver } from '../../../main/app/update-hand-over.ts';

let folder: string;
const done: unknown[] = [];
const run = createHandOver({
	quit: () => done.push('quit'),
	relaunch: (options) => done.push(['relaunch', options]),
});

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-hand-over-'));
	done.length = 0;
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

const node = process.execPath;

describe('the hand-over to an installer', () => {
	it('starts it apart from this program, without a shell, and quits', async () => {
		const trace = join(folder, 'a $(touch b) trace');
		const script = 'require("node:fs").writeFileSync(process.argv[1], "")';
		await run({ kind: 'start-and-quit', program: node, arguments: ['-e', script, trace] });
		expect(done).toEqual(['quit']);
		await vi.waitFor(() => {
			expect(existsSync(trace)).toBe(true);
		}, 20_000);
	});

	it('does not quit for one that does not start', async () => {
		const program = join(folder, 'none.exe');
		const kinds = ['start-and-quit', 'run-and-relaunch'] as const;
		for (const kind of kinds) {
			await expect(run({ kind, program, arguments: [] })).rejects.toMatchObject({ code: 'ENOENT' });
		}
		expect(done).toEqual([]);
	});

	it('waits for a package manager, and starts anew if that ends well', async () => {
		const ending = (code: string) => ['-e', `setTimeout(() => process.exit(${code}), 50)`];
		const kind = 'run-and-relaunch';
		await expect(run({ kind, program: node, arguments: ending('3') })).rejects.toThrow();
		expect(done).toEqual([]);
		await run({ kind, program: node, arguments: ending('0') });
		expect(done).toEqual([['relaunch', undefined], 'quit']);
	});

	it('starts an AppImage that was replaced by its own path', async () => {
		await run({ kind: 'relaunch', program: '/home/desk/ABHA Desk.AppImage' });
		expect(done).toEqual([['relaunch', { execPath: '/home/desk/ABHA Desk.AppImage' }], 'quit']);
	});
});
