import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { lookAtFolder } from '../../../main/diagnostics/folder-facts.ts';

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'abha-desk-folder-'));
	mkdirSync(join(root, 'profile'), { mode: 0o700 });
});
afterEach(() => {
	rmSync(root, { recursive: true, force: true });
});

describe('lookAtFolder', () => {
	it('finds a folder of its user alone that can be written to, and leaves nothing in it', async () => {
		const path = join(root, 'profile');
		const facts = await lookAtFolder(path, 'linux');
		expect(facts).toMatchObject({
			...{ path, isAbsent: false, isLink: false, isOpenToOthers: false, writing: 'ok' },
		});
		expect(facts.freeBytes).toBeGreaterThan(0);
		expect(readdirSync(path)).toEqual([]);
	});

	it('sees that others may look into it, but not on Windows, where bits mean nothing', async () => {
		chmodSync(join(root, 'profile'), 0o750);
		expect(await lookAtFolder(join(root, 'profile'), 'linux')).toMatchObject({
			isOpenToOthers: true,
		});
		expect(await lookAtFolder(join(root, 'profile'), 'win32')).toMatchObject({
			isOpenToOthers: null,
		});
	});

	it('sees a link, and what it leads to', async () => {
		symlinkSync(join(root, 'profile'), join(root, 'link'));
		expect(await lookAtFolder(join(root, 'link'), 'linux')).toMatchObject({
			...{ isLink: true, isAbsent: false, isOpenToOthers: false, writing: 'ok' },
		});
	});

	it('says the reason when it cannot write', async () => {
		symlinkSync(join(root, 'nowhere'), join(root, 'link'));
		expect(await lookAtFolder(join(root, 'link'), 'linux')).toMatchObject({
			...{ isLink: true, writing: 'ENOENT', freeBytes: null },
		});
	});

	it('makes no folder where there is none', async () => {
		expect(await lookAtFolder(join(root, 'none'), 'linux')).toMatchObject({
			...{ isAbsent: true, writing: null, freeBytes: null },
		});
		expect(readdirSync(root)).toEqual(['profile']);
	});
});
