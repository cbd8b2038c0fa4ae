import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { AppError } from '../../../main/failure.ts';
import { Secret } from '../../../main/secret.ts';
import { createVault, findVault } from '../../../main/vault/find-vault.ts';
import type { Vault } from '../../../main/vault/vault.ts';
import { FakeKeyring } from '../../support/fake-keyring.ts';
import { type DiskStep, faultyFileSystem, refusing } from '../../support/faulty-file-system.ts';
import {
	canary,
	currentPath,
	envelopeIn,
	everythingIn,
	passphrase,
	previousPath,
	type TestContent,
	testContent,
	testVaultOptions,
} from '../../support/vaults.ts';

// Scrypt is slow on purpose, and slower on a busy computer.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let keyring: FakeKeyring;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-vault-'));
	keyring = new FakeKeyring();
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

const create = () =>
	createVault(testVaultOptions(folder, keyring), testContent(), { method: 'keyring' });

async function reopen(): Promise<Vault<TestContent>> {
	const found = await findVault(testVaultOptions(folder, keyring));
	if (found.state !== 'open') throw new Error(found.state);
	expect(found.isPreviousGeneration).toBe(false);
	return found.vault;
}

/** A vault on a disk that counts its saves and can be broken and mended. */
async function createCounted() {
	const disk = { saves: 0, isFull: false };
	const fileSystem = faultyFileSystem((step: DiskStep) => {
		if (step.operation === 'rename' && step.path === currentPath(folder)) disk.saves += 1;
		if (step.operation === 'writeFile' && disk.isFull) {
			throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
		}
	});
	const options = testVaultOptions(folder, keyring, fileSystem);
	const vault = await createVault(options, testContent(), { method: 'keyring' });
	disk.saves = 0;
	return { vault, disk, lines: options.lines };
}

async function failureOf(action: Promise<unknown>): Promise<string> {
	try {
		await action;
	} catch (error) {
		if (error instanceof AppError) return error.failure.code;
		throw error;
	}
	return 'none';
}

describe('Vault', () => {
	it('gives a cell for each section, which keeps what is set', async () => {
		const vault = await create();
		const cell = vault.cell('count');
		expect(cell.value).toBe(0);
		await cell.set(7);
		expect(cell.value).toBe(7);
		expect(vault.cell('count').value).toBe(7);
		expect((await reopen()).cell('count').value).toBe(7);
	});

	it('keeps secrets as secrets, and the other sections as they were', async () => {
		const vault = await create();
		await vault.cell('clientSecret').set(new Secret('canary-replaced'));
		const reopened = await reopen();
		expect(reopened.cell('clientSecret').value.reveal()).toBe('canary-replaced');
		expect(reopened.cell('count').value).toBe(0);
	});

	it('shows a value at once and resolves when it is on the disk', async () => {
		const vault = await create();
		const saved = vault.cell('count').set(1);
		expect(vault.cell('count').value).toBe(1);
		await saved;
		expect((await reopen()).cell('count').value).toBe(1);
	});

	it('makes one save of ten values that are set at once', async () => {
		const { vault, disk } = await createCounted();
		const sets = Array.from({ length: 10 }, (_, nth) => vault.cell('count').set(nth + 1));
		await Promise.all(sets);
		expect(disk.saves).toBe(1);
		expect((await reopen()).cell('count').value).toBe(10);
	});

	it('resolves no set before a save that contains it', async () => {
		const { vault, disk } = await createCounted();
		const first = vault.cell('count').set(1);
		// The save of the first has begun by then.
		while (disk.saves === 0) await new Promise((resolve) => setImmediate(resolve));
		const second = vault.cell('count').set(2);
		const third = vault.cell('count').set(3);
		await first;
		expect((await reopen()).cell('count').value).toBe(1);
		await Promise.all([second, third]);
		expect((await reopen()).cell('count').value).toBe(3);
		expect(disk.saves).toBe(2);
	});

	it('keeps a value in memory that could not be saved, and saves it with the next', async () => {
		const { vault, disk, lines } = await createCounted();
		disk.isFull = true;
		expect(await failureOf(vault.cell('count').set(1))).toBe('vault-not-saved');
		expect(vault.cell('count').value).toBe(1);
		expect((await reopen()).cell('count').value).toBe(0);
		expect(lines.join()).toContain('"event":"vault not saved"');
		disk.isFull = false;
		await vault.cell('clientSecret').set(new Secret('canary-replaced'));
		expect((await reopen()).cell('count').value).toBe(1);
	});

	it('tells every set of a save that failed', async () => {
		const { vault, disk } = await createCounted();
		disk.isFull = true;
		const sets = [1, 2, 3].map((count) => failureOf(vault.cell('count').set(count)));
		expect(await Promise.all(sets)).toEqual(Array(3).fill('vault-not-saved'));
	});

	it('saves again on request what could not be saved', async () => {
		const { vault, disk } = await createCounted();
		disk.isFull = true;
		await failureOf(vault.cell('count').set(1));
		disk.isFull = false;
		await vault.save();
		expect((await reopen()).cell('count').value).toBe(1);
	});

	it('seals the content anew each time, so that equal contents do not look equal', async () => {
		const vault = await create();
		await vault.cell('count').set(0);
		const before = envelopeIn(currentPath(folder)).content;
		await vault.cell('count').set(0);
		expect(envelopeIn(currentPath(folder)).content).not.toBe(before);
	});

	it('does not write what it could not read again', async () => {
		const vault = await create();
		const before = readFileSync(currentPath(folder));
		await expect(vault.cell('count').set(0.5)).rejects.toThrow();
		expect(readFileSync(currentPath(folder))).toEqual(before);
		await vault.cell('count').set(1);
		expect((await reopen()).cell('count').value).toBe(1);
	});

	it('does not write over the file of a newer version that came meanwhile', async () => {
		const vault = await create();
		const newer = Buffer.from(readFileSync(currentPath(folder)));
		const { frame } = await import('../../../main/vault/file-frame.ts');
		writeFileSync(currentPath(folder), frame(newer, 2));
		expect(await failureOf(vault.cell('count').set(1))).toBe('vault-not-saved');
		expect(readFileSync(currentPath(folder))).toEqual(frame(newer, 2));
	});

	it('has nothing in clear in any file, whatever was done', async () => {
		const vault = await create();
		await vault.cell('count').set(1);
		await vault.protect({ method: 'passphrase', passphrase });
		await vault.cell('count').set(2);
		expect(everythingIn(folder)).toContain('vaultId');
		expect(everythingIn(folder)).not.toContain('canary');
	});
});

describe('a vault in memory only', () => {
	it('keeps what is set, and writes no file', async () => {
		const options = testVaultOptions(join(folder, 'none'), keyring);
		const vault = await createVault(options, testContent(), { method: 'memory' });
		await vault.cell('count').set(1);
		expect(vault.cell('count').value).toBe(1);
		expect(vault.protection).toEqual({ method: 'memory' });
		expect(existsSync(join(folder, 'none'))).toBe(false);
	});

	it('is stored from then on when a protection is chosen', async () => {
		const options = testVaultOptions(folder, keyring);
		const vault = await createVault(options, testContent(), { method: 'memory' });
		await vault.cell('count').set(1);
		await vault.protect({ method: 'keyring' });
		expect(vault.protection).toEqual({ method: 'keyring', keyring: 'gnome' });
		expect((await reopen()).cell('count').value).toBe(1);
		await vault.cell('count').set(2);
		expect((await reopen()).cell('count').value).toBe(2);
	});
});

describe('protect', () => {
	it('changes the method without touching the sealed content', async () => {
		const vault = await create();
		await vault.cell('count').set(1);
		const { content, vaultId } = envelopeIn(currentPath(folder));
		await vault.protect({ method: 'passphrase', passphrase });
		expect(vault.protection).toEqual({ method: 'passphrase' });
		const after = envelopeIn(currentPath(folder));
		expect(after).toMatchObject({ content, vaultId, keyring: null });
		expect(after.passphrase).not.toBeNull();
	});

	it('leaves no generation that the old passphrase opens', async () => {
		const old = new Secret('canary-old-passphrase');
		const options = testVaultOptions(folder, null);
		const vault = await createVault(options, testContent(), {
			method: 'passphrase',
			passphrase: old,
		});
		const { content } = envelopeIn(currentPath(folder));
		await vault.protect({ method: 'passphrase', passphrase });
		expect(envelopeIn(currentPath(folder)).content).toBe(content);
		expect(envelopeIn(previousPath(folder))).toEqual(envelopeIn(currentPath(folder)));
		const found = await findVault(options);
		if (found.state !== 'locked') throw new Error(found.state);
		expect(await failureOf(found.unlock(old))).toBe('wrong-passphrase');
		expect((await found.unlock(passphrase)).state).toBe('open');
	});

	it('keeps the old protection when there is no keyring, or one that forgets', async () => {
		const vault = await create();
		const before = readFileSync(currentPath(folder));
		keyring.decrypt = () => Promise.resolve({ text: 'other', reEncrypt: false });
		expect(await failureOf(vault.protect({ method: 'keyring' }))).toBe('keyring-not-strong');
		expect(readFileSync(currentPath(folder))).toEqual(before);
	});

	it('keeps the old protection when the disk is full, also for later saves', async () => {
		const { vault, disk } = await createCounted();
		disk.isFull = true;
		const protecting = vault.protect({ method: 'passphrase', passphrase });
		expect(await failureOf(protecting)).toBe('vault-not-saved');
		expect(vault.protection.method).toBe('keyring');
		disk.isFull = false;
		await vault.cell('count').set(1);
		expect((await reopen()).cell('count').value).toBe(1);
	});

	it('saves what is set while it works', async () => {
		const vault = await create();
		const protecting = vault.protect({ method: 'keyring' });
		const saved = vault.cell('count').set(1);
		await Promise.all([protecting, saved]);
		expect((await reopen()).cell('count').value).toBe(1);
	});

	it('deletes both generations for memory only, and begins with another key after that', async () => {
		const vault = await create();
		await vault.cell('count').set(1);
		const { vaultId } = envelopeIn(currentPath(folder));
		await vault.protect({ method: 'memory' });
		expect(readdirSync(folder)).toEqual([]);
		expect(vault.protection).toEqual({ method: 'memory' });
		expect(vault.cell('count').value).toBe(1);
		await vault.protect({ method: 'keyring' });
		expect(envelopeIn(currentPath(folder)).vaultId).not.toBe(vaultId);
		expect((await reopen()).cell('count').value).toBe(1);
	});

	it('does not say that a file is deleted which is still there', async () => {
		await create();
		const isDeleting = ({ operation, path }: DiskStep) =>
			operation === 'rm' && path === currentPath(folder);
		const options = testVaultOptions(folder, keyring, refusing('EROFS', isDeleting));
		const found = await findVault(options);
		if (found.state !== 'open') throw new Error(found.state);
		expect(await failureOf(found.vault.protect({ method: 'memory' }))).toBe('vault-not-saved');
		expect(found.vault.protection.method).toBe('keyring');
	});
});

describe('what is logged and thrown', () => {
	it('names no secret when saving fails', async () => {
		const { vault, disk, lines } = await createCounted();
		disk.isFull = true;
		const error: unknown = await vault
			.cell('clientSecret')
			.set(new Secret(canary))
			.catch((reason: unknown) => reason);
		expect(String(error) + JSON.stringify(error) + lines.join()).not.toContain('canary');
	});
});
