import {
	copyFileSync,
	cpSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { AppError } from '../../../main/failure.ts';
import { Secret } from '../../../main/secret.ts';
import { frame, unframe } from '../../../main/vault/file-frame.ts';
import {
	createVault,
	findVault,
	type VaultOpen,
	type VaultUnreadable,
} from '../../../main/vault/find-vault.ts';
import type { VaultOptions } from '../../../main/vault/vault.ts';
import { FakeKeyring } from '../../support/fake-keyring.ts';
import { type DiskStep, refusing } from '../../support/faulty-file-system.ts';
import {
	currentPath,
	envelopeIn,
	framed,
	passphrase,
	previousPath,
	type StoredEnvelope,
	type TestContent,
	testContent,
	testVaultOptions,
} from '../../support/vaults.ts';

type Options = VaultOptions<TestContent>;

/**
 * Every vault here was saved with count 1 and then with count 2, which are its two generations.
 * `lost` is found out, not claimed: by the count that is open, and by comparing all files.
 */
interface Row {
	done: string;
	/** The vault asks for a passphrase; otherwise it has a keyring. */
	hasPassphrase?: true;
	tamper?: (folder: string) => void;
	/** What is otherwise about the computer. */
	start?: (options: Options) => Options;
	typed?: Secret;
	says: string;
	lost: string;
}

let folders: string;

const atKeyring = () => join(folders, 'keyring');
const atPassphrase = () => join(folders, 'passphrase');
const atOther = () => join(folders, 'other');

beforeAll(async () => {
	folders = mkdtempSync(join(tmpdir(), 'abha-desk-tamper-'));
	for (const [folder, keyring] of [
		[atKeyring(), new FakeKeyring()],
		[atOther(), new FakeKeyring()],
		[atPassphrase(), null],
	] as const) {
		const options = testVaultOptions(folder, keyring);
		const choice =
			keyring === null
				? ({ method: 'passphrase', passphrase } as const)
				: ({ method: 'keyring' } as const);
		const vault = await createVault(options, testContent(1), choice);
		await vault.cell('count').set(2);
	}
});

const printed: string[] = [];

afterAll(() => {
	rmSync(folders, { recursive: true });
	const lines = [line('What was done', 'What the start says', 'What is lost'), ...printed];
	process.stdout.write(`\nTamper matrix of the vault\n${lines.join('\n')}\n`);
});

const line = (done: string, says: string, lost: string) =>
	`${done.padEnd(72)} | ${says.padEnd(28)} | ${lost}`;

type Change = (envelope: StoredEnvelope, folder: string) => StoredEnvelope;

const current = [currentPath];
const both = [currentPath, previousPath];

/** Changes the envelope and makes the checksum right again: nobody does that by accident. */
const forge = (paths: typeof both, change: Change) => (folder: string) => {
	for (const path of paths.map((pathIn) => pathIn(folder))) {
		writeFileSync(path, framed(change(envelopeIn(path), folder)));
	}
};

/** Another first letter in the base64 of something that is encrypted. */
const altered = (text: unknown) =>
	String(text).replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));

const alterContent: Change = (envelope) => ({ ...envelope, content: altered(envelope.content) });

const alterWrap =
	(method: 'keyring' | 'passphrase'): Change =>
	(envelope) => {
		const wrap = envelope[method] as { wrapped: string };
		return { ...envelope, [method]: { ...wrap, wrapped: altered(wrap.wrapped) } };
	};

const setParameter =
	(name: string, value: unknown): Change =>
	(envelope) => {
		const wrap = envelope.passphrase as { parameters: object };
		const parameters = { ...wrap.parameters, [name]: value };
		return { ...envelope, passphrase: { ...wrap, parameters } };
	};

const overwrite =
	(paths: typeof both, bytes: (size: number) => Buffer | string) => (folder: string) => {
		for (const path of paths.map((pathIn) => pathIn(folder))) {
			writeFileSync(path, bytes(statSync(path).size));
		}
	};

const setVersion = (folder: string) => {
	const unframed = unframe(readFileSync(currentPath(folder)), 1);
	if (unframed.state !== 'sound') throw new Error(unframed.state);
	writeFileSync(currentPath(folder), frame(unframed.payload, 2));
};

const withKeyring =
	(keyring: FakeKeyring | null) =>
	(options: Options): Options => ({ ...options, findKeyring: () => Promise.resolve(keyring) });

const refuse =
	(code: string, isRefused: (step: DiskStep) => boolean) =>
	(options: Options): Options => ({ ...options, fileSystem: refusing(code, isRefused) });

const inYear =
	(year: number) =>
	(options: Options): Options => ({
		...options,
		clock: {
			nowMs: () => options.clock.nowMs(),
			wallNowMs: () => Date.UTC(year, 0, 1),
			after: (delayMs, action) => options.clock.after(delayMs, action),
		},
	});

const nothing = 'nothing';
const lastSave = 'the last save, which is set aside';
const untouched = 'nothing: the files are untouched';

const rows: readonly Row[] = [
	{ done: 'nothing', says: 'open', lost: nothing },
	{
		done: 'newest file emptied',
		tamper: overwrite(current, () => ''),
		says: 'open, previous generation',
		lost: lastSave,
	},
	{
		done: 'newest file full of NULs',
		tamper: overwrite(current, (size) => Buffer.alloc(size)),
		says: 'open, previous generation',
		lost: lastSave,
	},
	{
		done: 'newest file replaced by a text',
		tamper: overwrite(current, () => '{"facility": {}}'),
		says: 'open, previous generation',
		lost: lastSave,
	},
	{
		done: 'newest file deleted',
		tamper: (folder) => {
			rmSync(currentPath(folder));
		},
		says: 'open, previous generation',
		lost: 'the last save',
	},
	{
		done: 'newest file replaced by a folder',
		tamper: (folder) => {
			rmSync(currentPath(folder));
			mkdirSync(currentPath(folder));
		},
		says: 'open, previous generation',
		lost: lastSave,
	},
	{
		done: 'previous file full of NULs',
		tamper: overwrite([previousPath], (size) => Buffer.alloc(size)),
		says: 'open',
		lost: nothing,
	},
	{
		done: 'both files cut off',
		tamper: (folder) => {
			for (const pathIn of both) truncateSync(pathIn(folder), 100);
		},
		says: 'damaged',
		lost: untouched,
	},
	{
		done: 'both files full of NULs',
		tamper: overwrite(both, (size) => Buffer.alloc(size)),
		says: 'damaged',
		lost: untouched,
	},
	{
		done: 'both files deleted',
		tamper: (folder) => {
			for (const pathIn of both) rmSync(pathIn(folder));
		},
		says: 'absent',
		lost: 'everything',
	},
	{
		done: 'an unfinished file of a killed write left',
		tamper: (folder) => {
			writeFileSync(`${currentPath(folder)}.tmp-1-0`, 'half');
		},
		says: 'open',
		lost: nothing,
	},
	{
		done: 'content altered, checksum made right',
		tamper: forge(current, alterContent),
		says: 'open, previous generation',
		lost: lastSave,
	},
	{
		done: 'content altered in both files, checksums made right',
		tamper: forge(both, alterContent),
		says: 'damaged',
		lost: untouched,
	},
	{
		done: 'content of another vault put in, checksum made right',
		tamper: forge(current, (envelope) => ({
			...envelope,
			content: envelopeIn(currentPath(atOther())).content,
		})),
		says: 'open, previous generation',
		lost: lastSave,
	},
	{
		done: 'wrapped key altered, checksum made right',
		tamper: forge(current, alterWrap('keyring')),
		says: 'open, previous generation',
		lost: lastSave,
	},
	{
		done: 'wrapped key altered in both files, checksums made right',
		tamper: forge(both, alterWrap('keyring')),
		says: 'key-unreadable',
		lost: untouched,
	},
	{
		done: "another vault's wrapped key put into both files",
		tamper: forge(both, (envelope) => ({
			...envelope,
			keyring: envelopeIn(currentPath(atOther())).keyring,
		})),
		says: 'key-unreadable',
		lost: untouched,
	},
	{
		done: "both files given another vault's id",
		tamper: forge(both, (envelope) => ({
			...envelope,
			vaultId: envelopeIn(currentPath(atOther())).vaultId,
		})),
		says: 'key-unreadable',
		lost: untouched,
	},
	{
		done: "the keyring's wrap put in the passphrase's place in both files",
		tamper: forge(both, (envelope) => ({
			...envelope,
			keyring: null,
			passphrase: envelope.keyring,
		})),
		says: 'damaged',
		lost: untouched,
	},
	{
		done: 'a field added to both files',
		tamper: forge(both, (envelope) => ({ ...envelope, more: 1 })),
		says: 'damaged',
		lost: untouched,
	},
	{
		done: 'format version raised, checksum made right',
		tamper: setVersion,
		says: 'newer-version',
		lost: untouched,
	},
	{
		done: 'format version raised, checksum as it was',
		tamper: (folder) => {
			const bytes = readFileSync(currentPath(folder));
			bytes.writeUInt32BE(2, 8);
			writeFileSync(currentPath(folder), bytes);
		},
		says: 'open, previous generation',
		lost: lastSave,
	},
	{
		done: 'previous file copied over the newest (a rollback)',
		tamper: (folder) => {
			copyFileSync(previousPath(folder), currentPath(folder));
		},
		says: 'open',
		lost: 'the last save, unnoticed',
	},
	{
		done: "started as another user, or from another PC's disk image",
		start: withKeyring(new FakeKeyring('another')),
		says: 'key-unreadable',
		lost: untouched,
	},
	{
		done: 'keyring changed to another kind',
		start: withKeyring(new FakeKeyring('another', 'kde')),
		says: 'key-unreadable',
		lost: untouched,
	},
	{
		done: 'keyring locked',
		start: withKeyring(Object.assign(new FakeKeyring(), { isLocked: true })),
		says: 'keyring-unavailable',
		lost: untouched,
	},
	{ done: 'keyring gone', start: withKeyring(null), says: 'keyring-unavailable', lost: untouched },
	{
		done: 'newest file owned by somebody else',
		start: refuse(
			'EACCES',
			({ operation, path }) => operation === 'readFile' && path.endsWith('.bin'),
		),
		says: 'not-permitted',
		lost: untouched,
	},
	{
		done: 'disk read-only',
		start: refuse('EROFS', ({ operation }) =>
			['mkdir', 'rename', 'rm', 'writeFile'].includes(operation),
		),
		says: 'open',
		lost: nothing,
	},
	{ done: 'clock set to 1970', start: inYear(1970), says: 'open', lost: nothing },
	{
		done: 'clock set to 2100, newest file full of NULs',
		start: inYear(2100),
		tamper: overwrite(current, (size) => Buffer.alloc(size)),
		says: 'open, previous generation',
		lost: lastSave,
	},
	{ done: 'passphrase: nothing', hasPassphrase: true, says: 'locked, then open', lost: nothing },
	{
		done: 'passphrase: a wrong one',
		hasPassphrase: true,
		typed: new Secret('canary-wrong'),
		says: 'locked, then wrong-passphrase',
		lost: untouched,
	},
	{
		done: 'passphrase: newest file full of NULs',
		hasPassphrase: true,
		tamper: overwrite(current, (size) => Buffer.alloc(size)),
		says: 'locked, then open, previous generation',
		lost: lastSave,
	},
	{
		done: 'passphrase: wrapped key altered, checksum made right',
		hasPassphrase: true,
		tamper: forge(current, alterWrap('passphrase')),
		says: 'locked, then open, previous generation',
		lost: lastSave,
	},
	{
		done: 'passphrase: content altered in both files, checksums made right',
		hasPassphrase: true,
		tamper: forge(both, alterContent),
		says: 'locked, then damaged',
		lost: untouched,
	},
	{
		done: 'passphrase: scrypt made cheap in both files, checksums made right',
		hasPassphrase: true,
		tamper: forge(both, setParameter('cost', 2)),
		says: 'damaged',
		lost: untouched,
	},
	{
		done: 'passphrase: scrypt made to take all memory in both files',
		hasPassphrase: true,
		tamper: forge(both, setParameter('cost', 2 ** 30)),
		says: 'damaged',
		lost: untouched,
	},
	{
		done: 'passphrase: a parameter made stronger in both files',
		hasPassphrase: true,
		tamper: forge(both, setParameter('blockSize', 9)),
		says: 'locked, then wrong-passphrase',
		lost: untouched,
	},
	{
		done: 'passphrase: another salt in both files',
		hasPassphrase: true,
		tamper: forge(both, setParameter('salt', Buffer.alloc(16).toString('base64'))),
		says: 'locked, then wrong-passphrase',
		lost: untouched,
	},
];

function filesIn(folder: string): Map<string, string> {
	const files = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
	return new Map(files.map((name) => [name, readFileSync(join(folder, name), 'base64')]));
}

/** Whether whatever was in the files is still in some file. */
function isAllThere(before: Map<string, string>, after: Map<string, string>): boolean {
	return [...before].every(
		([name, bytes]) => name.includes('.tmp-') || [...after.values()].includes(bytes),
	);
}

function isUntouched(before: Map<string, string>, after: Map<string, string>): boolean {
	return JSON.stringify([...before]) === JSON.stringify([...after]);
}

function saidOf(found: VaultOpen<TestContent> | VaultUnreadable): string {
	if (found.state === 'unreadable') return found.reason;
	return found.isPreviousGeneration ? 'open, previous generation' : 'open';
}

/** Starts as the program does, and types the passphrase when asked. */
async function start(options: Options, typed: Secret) {
	const found = await findVault(options);
	if (found.state === 'absent') return { says: 'absent', found: null };
	if (found.state !== 'locked') return { says: saidOf(found), found };
	try {
		const unlocked = await found.unlock(typed);
		return { says: `locked, then ${saidOf(unlocked)}`, found: unlocked };
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return { says: `locked, then ${error.failure.code}`, found: null };
	}
}

async function tryRow(row: Row): Promise<{ says: string; lost: string }> {
	const folder = mkdtempSync(join(folders, 'row-'));
	cpSync(row.hasPassphrase === true ? atPassphrase() : atKeyring(), folder, { recursive: true });
	row.tamper?.(folder);
	const before = filesIn(folder);
	const options = testVaultOptions(folder, new FakeKeyring());
	const { says, found } = await start(row.start?.(options) ?? options, row.typed ?? passphrase);
	const after = filesIn(folder);
	if (found?.state !== 'open') {
		if (before.size === 0) return { says, lost: 'everything' };
		return { says, lost: isUntouched(before, after) ? untouched : 'FILES WERE CHANGED' };
	}
	if (!isAllThere(before, after)) return { says, lost: 'A FILE IS GONE' };
	const count = found.vault.cell('count').value;
	if (count === 2) return { says, lost: nothing };
	if (!found.isPreviousGeneration) return { says, lost: 'the last save, unnoticed' };
	const isSetAside = readdirSync(folder).some((name) => name.includes('.unreadable-'));
	return { says, lost: isSetAside ? lastSave : 'the last save' };
}

describe('the start after tampering', () => {
	it.each(rows)('$done: $says', async (row) => {
		const { says, lost } = await tryRow(row);
		printed.push(line(row.done, says, lost));
		expect({ says, lost }).toEqual({ says: row.says, lost: row.lost });
	});

	it.each([
		['cut off at every length', (bytes: Buffer, at: number) => bytes.subarray(0, at)],
		[
			'with any one byte flipped',
			(bytes: Buffer, at: number) => {
				const flipped = Buffer.from(bytes);
				flipped[at]! ^= 0xff;
				return flipped;
			},
		],
	])('opens the previous generation when the newest file is %s', async (what, damage) => {
		const whole = readFileSync(currentPath(atKeyring()));
		for (let at = 0; at < whole.length; at += 1) {
			const tamper = (folder: string) => {
				writeFileSync(currentPath(folder), damage(whole, at));
			};
			const { says, lost } = await tryRow({ done: what, tamper, says: '', lost: '' });
			expect([says, lost], `at ${at}`).toEqual(['open, previous generation', lastSave]);
		}
		printed.push(
			line(`newest file ${what} (${whole.length} rows)`, 'open, previous generation', lastSave),
		);
	});
});
