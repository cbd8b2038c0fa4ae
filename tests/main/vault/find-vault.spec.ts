import {
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { AppError } from '../../../main/failure.ts';
import { Secret } from '../../../main/secret.ts';
import type { FileSystem } from '../../../main/vault/durable-file.ts';
import { createVault, findVault, type VaultFound } from '../../../main/vault/find-vault.ts';
import { sealContent } from '../../../main/vault/envelope.ts';
import { type Keyring, KeyringUnavailable } from '../../../main/vault/keyring.ts';
import { wrapWithKeyring } from '../../../main/vault/keyring-wrap.ts';
import { wrapWithPassphrase } from '../../../main/vault/passphrase-wrap.ts';
import { newVaultKey } from '../../../main/vault/vault-key.ts';
import { FakeKeyring } from '../../support/fake-keyring.ts';
import { type DiskStep, faultyFileSystem, refusing } from '../../support/faulty-file-system.ts';
import {
	canary,
	currentPath,
	envelopeIn,
	everythingIn,
	framed,
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
/** A vault with a passphrase, made once: scrypt is slow on purpose. */
let withPassphrase: string;

const newFolder = () => mkdtempSync(join(tmpdir(), 'abha-desk-vault-'));

beforeAll(async () => {
	withPassphrase = newFolder();
	const options = testVaultOptions(withPassphrase, null);
	const choice = { method: 'passphrase', passphrase } as const;
	const vault = await createVault(options, testContent(1), choice);
	await vault.cell('count').set(2);
});

afterAll(() => {
	rmSync(withPassphrase, { recursive: true });
});

beforeEach(() => {
	folder = newFolder();
	keyring = new FakeKeyring();
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

/** Two generations: the count is 1 in the previous one and 2 in the current one. */
async function store(): Promise<void> {
	const options = testVaultOptions(folder, keyring);
	const vault = await createVault(options, testContent(1), { method: 'keyring' });
	await vault.cell('count').set(2);
}

const find = (with_: Keyring | null = keyring, fileSystem?: FileSystem) =>
	findVault(testVaultOptions(folder, with_, fileSystem));

function countIn(found: VaultFound<TestContent>): number {
	if (found.state !== 'open') throw new Error(found.state);
	return found.vault.cell('count').value;
}

async function findLocked(with_: Keyring | null = null) {
	const found = await find(with_);
	if (found.state !== 'locked') throw new Error(found.state);
	return found;
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

/** The files and what is in them. */
function snapshot(): Record<string, string> {
	const names = readdirSync(folder).sort();
	return Object.fromEntries(
		names.map((name) => [name, readFileSync(join(folder, name), 'base64')]),
	);
}

const writing = ({ operation }: DiskStep) =>
	['mkdir', 'rename', 'rm', 'writeFile'].includes(operation);

describe('findVault', () => {
	it('finds nothing in a new profile, and makes nothing', async () => {
		const missing = join(folder, 'missing');
		expect(await findVault(testVaultOptions(missing, keyring))).toEqual({ state: 'absent' });
		expect(existsSync(missing)).toBe(false);
	});

	it('opens with the keyring what was stored last', async () => {
		await store();
		const found = await find();
		expect(found).toMatchObject({ state: 'open', isPreviousGeneration: false });
		expect(countIn(found)).toBe(2);
		if (found.state !== 'open') throw new Error(found.state);
		expect(found.vault.cell('clientSecret').value.reveal()).toBe(canary);
		expect(found.vault.protection).toEqual({ method: 'keyring', keyring: 'gnome' });
	});

	it('changes nothing on the disk when all is well', async () => {
		await store();
		const before = snapshot();
		await find();
		expect(snapshot()).toEqual(before);
	});

	it('waits for a keyring that is locked, and opens once it is not', async () => {
		await store();
		const before = snapshot();
		keyring.isLocked = true;
		expect(await find()).toEqual({ state: 'unreadable', reason: 'keyring-unavailable' });
		expect(snapshot()).toEqual(before);
		keyring.isLocked = false;
		expect(countIn(await find())).toBe(2);
	});

	it('says that there is no keyring any more', async () => {
		await store();
		expect(await find(null)).toEqual({ state: 'unreadable', reason: 'keyring-unavailable' });
	});

	it.each([
		['another user', new FakeKeyring('somebody-else'), 'key-unreadable'],
		['another keyring', new FakeKeyring('somebody-else', 'kde'), 'keyring-changed'],
	])('says that %s cannot read the key, and changes nothing', async (_who, other, reason) => {
		await store();
		const before = snapshot();
		const options = testVaultOptions(folder, other);
		expect(await findVault(options)).toEqual({ state: 'unreadable', reason: 'key-unreadable' });
		expect(snapshot()).toEqual(before);
		expect(options.lines.join()).toContain(`"reason":"${reason}"`);
	});

	it.each([
		['wants it', (again: FakeKeyring) => (again.wantsReEncryption = true)],
		['has another name than before', (again: FakeKeyring) => (again.name = 'other')],
	])(
		'wraps the key again when the keyring %s, and leaves the content alone',
		async (_why, change) => {
			await store();
			const before = envelopeIn(currentPath(folder));
			change(keyring);
			expect(countIn(await find())).toBe(2);
			const after = envelopeIn(currentPath(folder));
			expect(after.keyring).not.toEqual(before.keyring);
			expect(after.content).toBe(before.content);
			keyring.wantsReEncryption = false;
			expect(countIn(await find())).toBe(2);
		},
	);

	it('opens all the same when the key cannot be wrapped again', async () => {
		await store();
		keyring.wantsReEncryption = true;
		keyring.encrypt = () => Promise.reject(new Error('no'));
		expect(countIn(await find())).toBe(2);
	});

	it.each([
		['is locked', new KeyringUnavailable(), 'keyring-unavailable'],
		['fails', new Error('no'), 'key-unreadable'],
	])(
		'takes no older content from a keyring that %s but for a moment',
		async (_what, error, reason) => {
			await store();
			const before = snapshot();
			const decrypt = keyring.decrypt.bind(keyring);
			keyring.decrypt = () => {
				keyring.decrypt = decrypt;
				return Promise.reject(error);
			};
			expect(await find()).toEqual({ state: 'unreadable', reason });
			expect(snapshot()).toEqual(before);
			expect(countIn(await find())).toBe(2);
		},
	);

	it('waits for a locked keyring also when the previous generation has another wrap', async () => {
		await store();
		keyring.wantsReEncryption = true;
		await find();
		const decrypt = keyring.decrypt.bind(keyring);
		keyring.decrypt = () => {
			keyring.decrypt = decrypt;
			return Promise.reject(new KeyringUnavailable());
		};
		expect(await find()).toEqual({ state: 'unreadable', reason: 'keyring-unavailable' });
	});

	it('clears away what a killed save left', async () => {
		await store();
		writeFileSync(`${currentPath(folder)}.tmp-1-0`, 'half');
		await find();
		expect(readdirSync(folder).sort()).toEqual(['vault.bin', 'vault.bin.bak']);
	});

	it('opens the previous generation, sets the damaged one aside, and is whole at the next start', async () => {
		await store();
		writeFileSync(currentPath(folder), 'damaged');
		const found = await find();
		expect(found).toMatchObject({ state: 'open', isPreviousGeneration: true });
		expect(countIn(found)).toBe(1);
		const aside = readdirSync(folder).filter((name) => name.includes('.unreadable-'));
		expect(aside.map((name) => readFileSync(join(folder, name), 'latin1'))).toEqual(['damaged']);
		expect(await find()).toMatchObject({ state: 'open', isPreviousGeneration: false });
	});

	it('keeps the good generation when the newest has a sound frame and a content that is none', async () => {
		await store();
		const forged = framed({ ...envelopeIn(currentPath(folder)), content: 'AAAA' });
		writeFileSync(currentPath(folder), forged);
		const isWrite = ({ operation }: DiskStep) => operation === 'writeFile';
		const found = await find(keyring, refusing('ENOSPC', isWrite));
		expect(countIn(found)).toBe(1);
		if (found.state !== 'open') throw new Error(found.state);
		expect(await failureOf(found.vault.cell('count').set(3))).toBe('vault-not-saved');
		expect(countIn(await find())).toBe(1);
		expect(Object.values(snapshot())).toContain(forged.toString('base64'));
	});

	it('opens on a disk that is read-only, and says so when it cannot save', async () => {
		await store();
		writeFileSync(currentPath(folder), 'damaged');
		const found = await find(keyring, refusing('EROFS', writing));
		expect(countIn(found)).toBe(1);
		if (found.state !== 'open') throw new Error(found.state);
		expect(await failureOf(found.vault.cell('count').set(3))).toBe('vault-not-saved');
	});

	it('says that a file is not permitted, and does not open the previous generation instead', async () => {
		await store();
		const isCurrent = ({ operation, path }: DiskStep) =>
			operation === 'readFile' && path === currentPath(folder);
		const found = await find(keyring, refusing('EACCES', isCurrent));
		expect(found).toEqual({ state: 'unreadable', reason: 'not-permitted' });
	});

	it('leaves the content of a newer version alone, and does not open an older one instead', async () => {
		await store();
		const options = testVaultOptions(folder, keyring);
		const parse = (json: unknown) => ({ ...testContent(), ...(json as object) });
		const found = await findVault({ ...options, parse });
		if (found.state !== 'open') throw new Error(found.state);
		await found.vault.cell('version').set(2);
		const before = snapshot();
		expect(await find()).toEqual({ state: 'unreadable', reason: 'newer-version' });
		expect(snapshot()).toEqual(before);
	});

	it('has nothing to say of a secret in its log, whatever happens', async () => {
		await store();
		const parse = (): TestContent => JSON.parse(`{"${canary}`) as TestContent;
		const options = { ...testVaultOptions(folder, keyring), parse };
		expect(await findVault(options)).toEqual({ state: 'unreadable', reason: 'damaged' });
		expect(options.lines.join()).toContain('"reason":"damaged"');
		expect(options.lines.join()).not.toContain('canary');
	});
});

describe('a vault with a passphrase', () => {
	beforeEach(() => {
		cpSync(withPassphrase, folder, { recursive: true });
	});

	it('is locked until the passphrase comes, with or without a keyring', async () => {
		const { unlock } = await findLocked(keyring);
		expect(await failureOf(unlock(new Secret('canary-wrong')))).toBe('wrong-passphrase');
		const opened = await unlock(passphrase);
		expect(countIn(opened)).toBe(2);
		if (opened.state !== 'open') throw new Error(opened.state);
		expect(opened.vault.protection).toEqual({ method: 'passphrase' });
		await opened.vault.cell('count').set(3);
		const again = await findLocked();
		expect(countIn(await again.unlock(passphrase))).toBe(3);
	});

	it('tries one passphrase at a time, and none once it is open', async () => {
		const { unlock } = await findLocked();
		const first = unlock(passphrase);
		expect(await failureOf(unlock(passphrase))).toBe('busy');
		expect((await first).state).toBe('open');
		expect(await failureOf(unlock(passphrase))).toBe('busy');
	});

	it('opens the previous generation with the same passphrase, and only with that', async () => {
		writeFileSync(currentPath(folder), 'damaged');
		const { unlock } = await findLocked();
		expect(await failureOf(unlock(new Secret('canary-wrong')))).toBe('wrong-passphrase');
		const opened = await unlock(passphrase);
		expect(opened).toMatchObject({ state: 'open', isPreviousGeneration: true });
		expect(countIn(opened)).toBe(1);
	});

	it('says after the right passphrase that both contents are damaged', async () => {
		for (const path of [currentPath(folder), previousPath(folder)]) {
			writeFileSync(path, framed({ ...envelopeIn(path), content: 'AAAA' }));
		}
		const before = snapshot();
		const { unlock } = await findLocked();
		expect(await unlock(passphrase)).toEqual({ state: 'unreadable', reason: 'damaged' });
		expect(snapshot()).toEqual(before);
	});

	it('is damaged, not slow or weak, when its parameters were changed in both generations', async () => {
		for (const path of [currentPath(folder), previousPath(folder)]) {
			const envelope = envelopeIn(path);
			const wrap = envelope.passphrase as { parameters: object };
			const weaker = { ...wrap, parameters: { ...wrap.parameters, cost: 2 } };
			writeFileSync(path, framed({ ...envelope, passphrase: weaker }));
		}
		expect(await find(null)).toEqual({ state: 'unreadable', reason: 'damaged' });
	});
});

describe('a vault with a keyring and a passphrase', () => {
	beforeEach(async () => {
		const key = newVaultKey();
		const envelope = {
			vaultId: key.vaultId,
			keyring: await wrapWithKeyring(key, keyring),
			passphrase: await wrapWithPassphrase(key, passphrase),
			content: sealContent(JSON.stringify({ version: 1, clientSecret: canary, count: 2 }), key),
		};
		writeFileSync(currentPath(folder), framed(envelope));
	});

	it('asks for no passphrase when the keyring opens it', async () => {
		expect(countIn(await find(keyring))).toBe(2);
	});

	it.each([
		['is locked', () => Object.assign(new FakeKeyring(), { isLocked: true })],
		['is not there', () => null],
		['belongs to somebody else', () => new FakeKeyring('somebody-else')],
	])('waits for the passphrase when the keyring %s, and keeps both', async (_why, other) => {
		const { unlock } = await findLocked(other());
		const opened = await unlock(passphrase);
		expect(countIn(opened)).toBe(2);
		if (opened.state !== 'open') throw new Error(opened.state);
		await opened.vault.cell('count').set(3);
		expect(countIn(await find(keyring))).toBe(3);
	});

	it('keeps the passphrase when the keyring wants the key wrapped again', async () => {
		const before = envelopeIn(currentPath(folder));
		keyring.wantsReEncryption = true;
		await find(keyring);
		const after = envelopeIn(currentPath(folder));
		expect(after.keyring).not.toEqual(before.keyring);
		expect(after.passphrase).toEqual(before.passphrase);
	});
});

describe('createVault', () => {
	it('has no secret in clear in any file', async () => {
		await store();
		expect(everythingIn(folder)).toContain('vaultId');
		expect(everythingIn(folder)).not.toContain('canary');
	});

	it('refuses a keyring where there is none, and writes nothing', async () => {
		const creating = createVault(testVaultOptions(folder, null), testContent(), {
			method: 'keyring',
		});
		expect(await failureOf(creating)).toBe('keyring-not-strong');
		expect(readdirSync(folder)).toEqual([]);
	});

	it.each([
		['gives back another text', { decrypt: () => Promise.resolve({ text: '', reEncrypt: false }) }],
		['does not decrypt', { decrypt: () => Promise.reject(new Error('no')) }],
		['does not encrypt', { encrypt: () => Promise.reject(new Error('no')) }],
	])('refuses a keyring that %s, and writes nothing', async (_what, fault) => {
		const options = testVaultOptions(folder, Object.assign(keyring, fault));
		const creating = createVault(options, testContent(), { method: 'keyring' });
		expect(await failureOf(creating)).toBe('keyring-not-strong');
		expect(readdirSync(folder)).toEqual([]);
	});

	it.each(['ENOSPC', 'EROFS', 'EACCES'])(
		'says that it is not saved when the disk says %s, and moves nothing',
		async (code) => {
			await store();
			const before = snapshot();
			const options = testVaultOptions(folder, keyring, refusing(code, writing));
			const creating = createVault(options, testContent(), { method: 'keyring' });
			expect(await failureOf(creating)).toBe('vault-not-saved');
			expect(snapshot()).toEqual(before);
		},
	);

	it('trusts no disk that gives back something else than it was given', async () => {
		const fileSystem = faultyFileSystem(() => undefined);
		const readFile = async (path: string) => (await fileSystem.readFile(path)).subarray(1);
		const options = testVaultOptions(folder, keyring, { ...fileSystem, readFile });
		const creating = createVault(options, testContent(), { method: 'keyring' });
		expect(await failureOf(creating)).toBe('vault-not-saved');
	});

	it('sets aside what cannot be read, both generations', async () => {
		writeFileSync(currentPath(folder), 'one');
		writeFileSync(previousPath(folder), 'two');
		await createVault(testVaultOptions(folder, keyring), testContent(5), { method: 'keyring' });
		expect(countIn(await find())).toBe(5);
		const aside = readdirSync(folder).filter((name) => name.includes('.unreadable-'));
		const contents = aside.map((name) => readFileSync(join(folder, name), 'latin1'));
		expect(contents.sort()).toEqual(['one', 'two']);
	});

	it('touches nothing that stands there when it is in memory only', async () => {
		writeFileSync(currentPath(folder), 'one');
		const options = testVaultOptions(folder, keyring);
		const vault = await createVault(options, testContent(), { method: 'memory' });
		await vault.cell('count').set(1);
		await vault.protect({ method: 'memory' });
		expect(readFileSync(currentPath(folder), 'latin1')).toBe('one');
	});
});
