import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createFileDialogs } from '../../../main/app/file-dialogs.ts';

const person = vi.hoisted(() => ({
	saves: { canceled: false, filePath: '' },
	opens: { canceled: false, filePaths: [] as string[] },
	wasOffered: [] as string[],
}));

vi.mock('electron', () => ({
	dialog: {
		showSaveDialog: (_window: unknown, { defaultPath }: { defaultPath: string }) => {
			person.wasOffered.push(defaultPath);
			return Promise.resolve(person.saves);
		},
		showOpenDialog: () => Promise.resolve(person.opens),
	},
}));

let folder: string;
const dialogs = createFileDialogs({} as unknown as BrowserWindow);

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-dialogs-'));
});

afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
});

async function* broken(): AsyncGenerator<string> {
	yield 'the first half';
	await Promise.resolve();
	throw new Error('EIO');
}

describe('createFileDialogs', () => {
	it('saves what comes piece by piece, for this user only', async () => {
		const filePath = join(folder, 'activity.csv');
		person.saves = { canceled: false, filePath };
		expect(await dialogs.save('activity.csv', ['one\n', 'two\n'])).toBe(true);
		expect(readFileSync(filePath, 'utf8')).toBe('one\ntwo\n');
		expect(statSync(filePath).mode & 0o077).toBe(0);
		expect(person.wasOffered.at(-1)).toBe('activity.csv');
	});

	it('leaves no half of a file behind', async () => {
		person.saves = { canceled: false, filePath: join(folder, 'activity.csv') };
		await expect(dialogs.save('activity.csv', broken())).rejects.toMatchObject({
			failure: { code: 'file-not-saved' },
		});
		expect(readdirSync(folder)).toEqual([]);
	});

	it('writes nothing when the person thinks better of it', async () => {
		person.saves = { canceled: true, filePath: '' };
		expect(await dialogs.save('activity.csv', ['one'])).toBe(false);
		expect(readdirSync(folder)).toEqual([]);
	});

	it('gives the path of the file that was chosen, or none', async () => {
		person.opens = { canceled: false, filePaths: ['/stick/site.sealed'] };
		expect(await dialogs.chooseSealedFile()).toBe('/stick/site.sealed');
		person.opens = { canceled: true, filePaths: [] };
		expect(await dialogs.chooseSealedFile()).toBeNull();
	});
});
