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

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { AppError } from '../../../main/failure.ts';
import { Secret } from '../../../main/secret.ts';
import {
	createVault,
	findVault,
	type VaultOpen,
	type VaultUnreadable,
} from '../../../main/vault/find-vault.ts';
import type { VaultOptions } from '../../../main/vault/vault.ts';
import { FakeKeyring } from '../../support/fake-keyring.ts';
import {
	alterContent,
	alterWrap,
	both,
	type Circumstance,
	current,
	fillWithNuls,
	forge,
	inYear,
	onFiles,
	previous,
	raiseVersion,
	refusingDisk,
	setParameter,
	takeFrom,
	type Tamper,
	withKeyring,
	writeOver,
} from '../../support/vault-tampering.ts';
import {
	currentPath,
	passphrase,
	previousPath,
	type TestContent,
	testContent,
	testVaultOptions,
} from '../../support/vaults.ts';

// Scrypt and fsync take their time on a busy computer.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

interface How {
	tamper?: Tamper;
	start?: Circumstance;
	typed?: Secret;
}

/** What was done, how, what the start says, what is lost. */
type Row = readonly [string, How, string, string];

let folders: string;

const atKeyring = () => join(folders, 'keyring');
const atPassphrase = () => join(folders, 'passphrase');
const atOther = () => join(folders, 'other');

/** Each vault is saved with count 1 and then with count 2: its two generations. */
beforeAll(async () => {
	folders = mkdtempSync(join(tmpdir(), 'abha-desk-tamper-'));
	const choices = [
		[atKeyring(), { method: 'keyring' }],
		[atOther(), { method: 'keyring' }],
		[atPassphrase(), { method: 'passphrase', passphrase }],
	] as const;
	for (const [folder, choice] of choices) {
		const options = testVaultOptions(folder, new FakeKeyring());
		const vault = await createVault(options, testContent(1), choice);
		await vault.cell('count').set(2);
	}
});

const printed: string[] = [];

function print(done: string, says: string, lost: string): void {
	printed.push(`${done.padEnd(66)} | ${says.padEnd(38)} | ${lost}`);
}

afterAll(() => {
	rmSync(folders, { recursive: true });
	process.stdout.write(`\nTamper matrix of the vault\n${printed.join('\n')}\n`);
});

const nothing = 'nothing';
const lastSave = 'the last save, which is set aside';
const untouched = 'nothing: the files are untouched';
const opensPrevious = 'open, previous generation';

function replaceByFolder(path: string): void {
	rmSync(path);
	mkdirSync(path);
}

function rollBack(folder: string): void {
	copyFileSync(previousPath(folder), currentPath(folder));
}

const withKeyringRows: readonly Row[] = [
	['nothing', {}, 'open', nothing],
	['newest file emptied', { tamper: writeOver(current, '') }, opensPrevious, lastSave],
	['newest file full of NULs', { tamper: fillWithNuls(current) }, opensPrevious, lastSave],
	['newest file replaced by JSON', { tamper: writeOver(current, '{}') }, opensPrevious, lastSave],
	[
		'newest file replaced by a folder',
		{ tamper: onFiles(current, replaceByFolder) },
		opensPrevious,
		lastSave,
	],
	['newest file deleted', { tamper: onFiles(current, rmSync) }, opensPrevious, 'the last save'],
	['previous file full of NULs', { tamper: fillWithNuls(previous) }, 'open', nothing],
	['both files full of NULs', { tamper: fillWithNuls(both) }, 'damaged', untouched],
	['both files cut off', { tamper: onFiles(both, truncateSync) }, 'damaged', untouched],
	['both files deleted', { tamper: onFiles(both, rmSync) }, 'absent', 'everything'],
	[
		'unfinished file of a killed write left behind',
		{ tamper: writeOver([(folder) => `${currentPath(folder)}.tmp-1-0`], 'half') },
		'open',
		nothing,
	],
	[
		'content altered, checksum made right',
		{ tamper: forge(current, alterContent) },
		opensPrevious,
		lastSave,
	],
	[
		'content altered in both files, checksums made right',
		{ tamper: forge(both, alterContent) },
		'damaged',
		untouched,
	],
	[
		'content of another vault put in, checksum made right',
		{ tamper: forge(current, takeFrom(atOther, 'content')) },
		opensPrevious,
		lastSave,
	],
	[
		'wrapped key altered, checksum made right',
		{ tamper: forge(current, alterWrap('keyring')) },
		opensPrevious,
		lastSave,
	],
	[
		'wrapped key altered in both files, checksums made right',
		{ tamper: forge(both, alterWrap('keyring')) },
		'key-unreadable',
		untouched,
	],
	[
		'wrapped key of another vault put into both files',
		{ tamper: forge(both, takeFrom(atOther, 'keyring')) },
		'key-unreadable',
		untouched,
	],
	[
		'id of another vault put into both files',
		{ tamper: forge(both, takeFrom(atOther, 'vaultId')) },
		'key-unreadable',
		untouched,
	],
	[
		"keyring's wrap put in the passphrase's place in both files",
		{
			tamper: forge(both, (envelope) => ({
				...envelope,
				keyring: null,
				passphrase: envelope.keyring,
			})),
		},
		'damaged',
		untouched,
	],
	[
		'field added to both files, checksums made right',
		{ tamper: forge(both, (envelope) => ({ ...envelope, more: 1 })) },
		'damaged',
		untouched,
	],
	[
		'format version raised, checksum made right',
		{ tamper: raiseVersion({ forged: true }) },
		'newer-version',
		untouched,
	],
	[
		'format version raised, checksum as it was',
		{ tamper: raiseVersion({ forged: false }) },
		opensPrevious,
		lastSave,
	],
	[
		'previous file copied over the newest (a rollback)',
		{ tamper: rollBack },
		'open',
		'the last save, unnoticed',
	],
	[
		"started as another user, or from another PC's disk image",
		{ start: withKeyring(new FakeKeyring('somebody-else')) },
		'key-unreadable',
		untouched,
	],
	[
		'keyring replaced by one of another kind',
		{ start: withKeyring(new FakeKeyring('somebody-else', 'kde')) },
		'key-unreadable',
		untouched,
	],
	[
		'keyring locked',
		{ start: withKeyring(Object.assign(new FakeKeyring(), { isLocked: true })) },
		'keyring-unavailable',
		untouched,
	],
	['keyring gone', { start: withKeyring(null) }, 'keyring-unavailable', untouched],
	[
		'newest file owned by somebody else',
		{
			start: refusingDisk(
				'EACCES',
				({ operation, path }) => operation === 'readFile' && path.endsWith('.bin'),
			),
		},
		'not-permitted',
		untouched,
	],
	[
		'disk read-only',
		{
			start: refusingDisk('EROFS', ({ operation }) =>
				['mkdir', 'rename', 'rm', 'writeFile'].includes(operation),
			),
		},
		'open',
		nothing,
	],
	['clock set to 1970', { start: inYear(1970) }, 'open', nothing],
	[
		'clock set to 2100, newest file full of NULs',
		{ start: inYear(2100), tamper: fillWithNuls(current) },
		opensPrevious,
		lastSave,
	],
];

const withPassphraseRows: readonly Row[] = [
	['nothing', {}, 'locked, then open', nothing],
	[
		'wrong passphrase typed',
		{ typed: new Secret('canary-wrong') },
		'locked, then wrong-passphrase',
		untouched,
	],
	[
		'newest file full of NULs',
		{ tamper: fillWithNuls(current) },
		`locked, then ${opensPrevious}`,
		lastSave,
	],
	[
		'wrapped key altered, checksum made right',
		{ tamper: forge(current, alterWrap('passphrase')) },
		`locked, then ${opensPrevious}`,
		lastSave,
	],
	[
		'content altered in both files, checksums made right',
		{ tamper: forge(both, alterContent) },
		'locked, then damaged',
		untouched,
	],
	[
		'scrypt made cheap in both files, checksums made right',
		{ tamper: forge(both, setParameter('cost', 2)) },
		'damaged',
		untouched,
	],
	[
		'scrypt made to take all memory in both files',
		{ tamper: forge(both, setParameter('cost', 2 ** 30)) },
		'damaged',
		untouched,
	],
	[
		'scrypt made a little stronger in both files',
		{ tamper: forge(both, setParameter('blockSize', 9)) },
		'locked, then wrong-passphrase',
		untouched,
	],
	[
		'another salt put into both files',
		{ tamper: forge(both, setParameter('salt', Buffer.alloc(16).toString('base64'))) },
		'locked, then wrong-passphrase',
		untouched,
	],
];

function filesIn(folder: string): Map<string, string> {
	const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
	return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'base64')]));
}

function saidOf(found: VaultOpen<TestContent> | VaultUnreadable): string {
	if (found.state === 'unreadable') return found.reason;
	return found.isPreviousGeneration ? opensPrevious : 'open';
}

/** Starts as the program does, and types the passphrase when asked. `count`: `null` if not open. */
async function start(options: VaultOptions<TestContent>, typed: Secret) {
	const countIn = (found: VaultOpen<TestContent> | VaultUnreadable) =>
		found.state === 'open' ? found.vault.cell('count').value : null;
	const found = await findVault(options);
	if (found.state === 'absent') return { says: 'absent', count: null };
	if (found.state !== 'locked') return { says: saidOf(found), count: countIn(found) };
	try {
		const unlocked = await found.unlock(typed);
		return { says: `locked, then ${saidOf(unlocked)}`, count: countIn(unlocked) };
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return { says: `locked, then ${error.failure.code}`, count: null };
	}
}

/** Found out, not claimed: by the count that is open, and by comparing all files. */
async function outcomeOf(vaultFolder: string, how: How): Promise<{ says: string; lost: string }> {
	const folder = mkdtempSync(join(folders, 'row-'));
	cpSync(vaultFolder, folder, { recursive: true });
	how.tamper?.(folder);
	const before = filesIn(folder);
	const options = testVaultOptions(folder, new FakeKeyring());
	const { says, count } = await start(how.start?.(options) ?? options, how.typed ?? passphrase);
	const after = filesIn(folder);
	const kept = [...after.values()];
	const isGone = [...before].some(
		([name, bytes]) => !name.includes('.tmp-') && !kept.includes(bytes),
	);
	if (isGone) return { says, lost: 'A FILE IS GONE' };
	if (count === 2) return { says, lost: nothing };
	if (count === null) {
		if (before.size === 0) return { says, lost: 'everything' };
		const isUntouched = JSON.stringify([...before]) === JSON.stringify([...after]);
		return { says, lost: isUntouched ? untouched : 'FILES WERE CHANGED' };
	}
	if (!says.endsWith(opensPrevious)) return { says, lost: 'the last save, unnoticed' };
	const isSetAside = readdirSync(folder).some((name) => name.includes('.unreadable-'));
	return { says, lost: isSetAside ? lastSave : 'the last save' };
}

describe('the start, with a keyring', () => {
	it.each(withKeyringRows)('after "%s" says what is the matter', async (done, how, says, lost) => {
		const outcome = await outcomeOf(atKeyring(), how);
		print(done, outcome.says, outcome.lost);
		expect(outcome).toEqual({ says, lost });
	});

	it.each([
		['cut off at every length', (bytes: Buffer, at: number) => bytes.subarray(0, at)],
		[
			'flipped in every single byte',
			(bytes: Buffer, at: number) => {
				const flipped = Buffer.from(bytes);
				flipped[at]! ^= 0xff;
				return flipped;
			},
		],
	])('after "newest file %s" opens the previous generation', async (what, damage) => {
		const whole = readFileSync(currentPath(atKeyring()));
		for (let at = 0; at < whole.length; at += 1) {
			const tamper = (folder: string) => {
				writeFileSync(currentPath(folder), damage(whole, at));
			};
			const outcome = await outcomeOf(atKeyring(), { tamper });
			expect(outcome, `at ${at}`).toEqual({ says: opensPrevious, lost: lastSave });
		}
		print(`newest file ${what} (${whole.length} times)`, opensPrevious, lastSave);
	});
});

describe('the start, with a passphrase', () => {
	it.each(withPassphraseRows)(
		'after "%s" says what is the matter',
		async (done, how, says, lost) => {
			const outcome = await outcomeOf(atPassphrase(), how);
			print(`passphrase: ${done}`, outcome.says, outcome.lost);
			expect(outcome).toEqual({ says, lost });
		},
	);
});
