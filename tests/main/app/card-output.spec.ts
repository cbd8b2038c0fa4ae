import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createCardOutput } from '../../../main/app/card-output.ts';
import type { Card } from '../../../preload/contract/visit.ts';

const dialog = vi.hoisted(() => ({
	answer: { canceled: false, filePath: '' },
	asked: [] as { defaultPath: string }[],
}));

vi.mock('electron', () => ({
	dialog: {
		showSaveDialog: (_window: unknown, options: { defaultPath: string }) => {
			dialog.asked.push(options);
			return Promise.resolve(dialog.answer);
		},
	},
}));

const card: Card = { contentType: 'image/png', bytes: new Uint8Array([137, 80, 78, 71]) };
let folder: string;

function openOutput(printed = true) {
	const printedWith: unknown[] = [];
	const window = {
		webContents: {
			print: (options: unknown, done: (printed: boolean) => void) => {
				printedWith.push(options);
				done(printed);
			},
		},
	};
	return { output: createCardOutput(window as unknown as BrowserWindow), printedWith };
}

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-card-'));
	dialog.asked.length = 0;
});

afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
});

describe('createCardOutput', () => {
	it('saves the bytes to the place that the person chose, for this user only', async () => {
		const filePath = join(folder, 'card.png');
		dialog.answer = { canceled: false, filePath };
		expect(await openOutput().output.save(card)).toBe(true);
		expect(new Uint8Array(readFileSync(filePath))).toEqual(card.bytes);
		expect(statSync(filePath).mode & 0o077).toBe(0);
		expect(readdirSync(folder)).toEqual(['card.png']);
	});

	it('offers a file name that says nothing of the patient', async () => {
		dialog.answer = { canceled: true, filePath: '' };
		await openOutput().output.save(card);
		expect(dialog.asked.map(({ defaultPath }) => defaultPath)).toEqual(['ABHA card.png']);
	});

	it('writes nothing when the person chooses no place', async () => {
		dialog.answer = { canceled: true, filePath: '' };
		expect(await openOutput().output.save(card)).toBe(false);
		expect(readdirSync(folder)).toEqual([]);
	});

	it('says so when the place cannot be written to, and leaves no half card behind', async () => {
		const filePath = join(folder, 'taken');
		mkdirSync(join(filePath, 'by a folder'), { recursive: true });
		dialog.answer = { canceled: false, filePath };
		await expect(openOutput().output.save(card)).rejects.toMatchObject({
			failure: { code: 'card-not-saved' },
		});
		expect(readdirSync(folder)).toEqual(['taken']);
	});

	it.each([true, false])(
		'prints through the dialog of the system, and says whether: %s',
		async (printed) => {
			const { output, printedWith } = openOutput(printed);
			expect(await output.print()).toBe(printed);
			expect(printedWith).toEqual([{ silent: false, printBackground: true }]);
		},
	);
});
