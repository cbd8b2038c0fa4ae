import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { frame } from '../../../main/vault/file-frame.ts';
import { createVault } from '../../../main/vault/find-vault.ts';
import { peekVault } from '../../../main/vault/peek-vault.ts';
import { fakeKeyring } from '../../support/open-premises.ts';
import { ImpatientClock } from '../../support/impatient-clock.ts';
import {
	currentPath,
	passphrase,
	previousPath,
	testContent,
	testVaultOptions,
} from '../../support/vaults.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-peek-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true, force: true });
});

const peek = () => peekVault(folder, new ImpatientClock());
const byPassphrase = { method: 'passphrase', passphrase } as const;

async function storeTwice() {
	const vault = await createVault(testVaultOptions(folder, null), testContent(), byPassphrase);
	await vault.save();
}

describe('peekVault', () => {
	it('finds nothing where nothing is', async () => {
		expect(await peek()).toBe('none');
		expect(await peekVault(join(folder, 'nowhere'), new ImpatientClock())).toBe('none');
		expect(readdirSync(folder)).toEqual([]);
	});

	it('tells how the vault opens, asks no keyring and changes no byte', async () => {
		await storeTwice();
		const before = readFileSync(currentPath(folder));
		expect(await peek()).toBe('passphrase');
		expect(readFileSync(currentPath(folder))).toEqual(before);
		const options = testVaultOptions(folder, fakeKeyring());
		await createVault(options, testContent(), { method: 'keyring' });
		expect(await peek()).toBe('keyring');
	});

	it('tells that the one before is whole when the newest is not', async () => {
		await storeTwice();
		writeFileSync(currentPath(folder), 'cut off');
		expect(await peek()).toBe('previous');
		rmSync(currentPath(folder));
		expect(await peek()).toBe('previous');
	});

	it('tells that neither is whole', async () => {
		await storeTwice();
		writeFileSync(currentPath(folder), 'cut off');
		writeFileSync(previousPath(folder), frame(Buffer.from('{}'), 1));
		expect(await peek()).toBe('damaged');
	});

	it('tells what a newer version wrote, and a folder in its place', async () => {
		writeFileSync(currentPath(folder), frame(Buffer.from('{}'), 2));
		expect(await peek()).toBe('newer-version');
		rmSync(currentPath(folder));
		mkdirSync(currentPath(folder));
		expect(await peek()).toBe('damaged');
	});
});
