import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { ConfigurationError } from '../facility/configuration.ts';
import { settingsFolder } from '../provisioning/signer-file.ts';
import { Secret } from '../secret.ts';
import { type Manifest, manifestName, product, readManifest, signManifest } from './manifest.ts';
import { pinnedKeys } from './pinned-keys.ts';
import { listReleaseFiles } from './release-files.ts';
import { makeSigningKey, openSigningKey, readSigningKey, saveSigningKey } from './signing-key.ts';
import { version as versionFormat } from './version.ts';

const usage = `npm run sign-update -- make-key [--key <file>]
npm run sign-update -- sign <folder> --version <1.2.3> [--channel <name>] [--days <1 to 730>] [--key <file>]
both take --passphrase-file <file> where nobody is there to type it`;

const defaultDays = 180;
const mostDays = 730;
/** It opens every PC that takes our updates: longer than the one of a single desk. */
const shortestPassphrase = 16;

export interface SignCommand {
	arguments: readonly string[];
	/** Where relative paths begin. */
	folder: string;
	/** The checkout: no key may lie in it. */
	repository: string;
	platform: string;
	environment: Readonly<Record<string, string | undefined>>;
	home: string;
	nowWallMs: number;
	/** Asks the person at the console, who does not see what is typed. */
	askPassphrase: (question: string) => Promise<string>;
	/** A line for the person at the console. */
	say: (line: string) => void;
	/** A line about what is wrong. */
	complain: (line: string) => void;
}

/**
 * `npm run sign-update`: makes the key that signs updates, and signs the installers of a folder.
 * Returns the exit code: 2 for anything that the person at the console can put right.
 */
export async function runSignCommand(command: SignCommand): Promise<0 | 2> {
	try {
		const wanted = readArguments(command);
		await (wanted.verb === 'make-key' ? makeKey(command, wanted) : signFolder(command, wanted));
		return 0;
	} catch (error) {
		if (!(error instanceof ConfigurationError)) throw error;
		command.complain(`Nothing was signed: ${error.message}`);
		return 2;
	}
}

type Wanted = ReturnType<typeof readArguments>;

async function makeKey(command: SignCommand, wanted: Wanted): Promise<void> {
	const passphrase = await readPassphrase(command, wanted, 'Passphrase of the new key: ');
	if (Array.from(passphrase.reveal()).length < shortestPassphrase) {
		throw new ConfigurationError(`the passphrase needs ${shortestPassphrase} characters`);
	}
	if (wanted.passphraseFile === undefined) {
		const again = await command.askPassphrase('Again: ');
		if (again !== passphrase.reveal()) throw new ConfigurationError('the two are not the same');
	}
	const { publicKey } = await makeSigningKey(wanted.key, command.platform, passphrase);
	command.say(`Signing key  ${wanted.key}`);
	command.say(`Public key   ${publicKey}`);
	command.say(
		'Pin the public key in main/update/pinned-keys.ts; keep a copy of the file in a safe.',
	);
}

async function signFolder(command: SignCommand, wanted: Wanted): Promise<void> {
	const { say, nowWallMs, platform } = command;
	const { version, channel, days, key: keyPath } = wanted;
	const folder = resolve(command.folder, wanted.folder ?? '');
	const keyFile = readSigningKey(keyPath, platform);
	const files = await listReleaseFiles(folder, version);
	const passphrase = await readPassphrase(command, wanted, 'Passphrase of the signing key: ');
	const privateKey = await openSigningKey(keyFile, passphrase);
	const content: Manifest = {
		...{ format: 1, product, channel, version },
		// The time, so that two keys in two places count in order; more, when the clock was set back.
		counter: Math.max(Math.floor(nowWallMs / 1000), keyFile.lastCounter + 1),
		issuedAt: new Date(nowWallMs).toISOString(),
		expiresAt: new Date(nowWallMs + days * 86_400_000).toISOString(),
		files,
	};
	const bytes = signManifest(content, privateKey);
	// As a PC will, so that nothing is given out which every PC refuses.
	readManifest(bytes, { current: keyFile.publicKey, next: null });
	// Before the manifest exists: no counter may be used twice.
	saveSigningKey(keyPath, { ...keyFile, lastCounter: content.counter });
	const path = join(folder, manifestName);
	replaceManifest(path, bytes);

	say(`Manifest     ${path}`);
	say(`Version      ${version}, channel ${channel}, counter ${content.counter}`);
	say(`Valid until  ${content.expiresAt}: sign again before, or PCs report that news are missing`);
	for (const file of files) {
		say(`${file.platform} ${file.arch} ${file.format}  ${file.name}, ${file.size} bytes`);
	}
	if (![pinnedKeys.current, pinnedKeys.next].includes(keyFile.publicKey)) {
		say('This key is not pinned in this checkout: programs built from it refuse the manifest.');
	}
}

function readArguments({ arguments: args, folder: from, ...where }: SignCommand) {
	const { values, positionals } = parse(args);
	const [verb, folder, ...more] = positionals;
	const isComplete = verb === 'make-key' ? folder === undefined : folder !== undefined;
	if ((verb !== 'make-key' && verb !== 'sign') || !isComplete || more.length > 0) {
		throw new ConfigurationError(`make-key, or sign and one folder, is needed.\n${usage}`);
	}
	const { version = '', channel = 'stable', days = String(defaultDays) } = values;
	if (verb === 'sign' && !versionFormat.safeParse(version).success) {
		throw new ConfigurationError('--version must be three numbers, such as 1.2.3');
	}
	if (!/^[a-z]{1,20}$/.test(channel)) {
		throw new ConfigurationError('--channel must be a word of small letters');
	}
	if (!/^\d{1,3}$/.test(days) || Number(days) < 1 || Number(days) > mostDays) {
		throw new ConfigurationError(`--days must be a whole number from 1 to ${mostDays}`);
	}
	const { platform, environment, home, repository } = where;
	const ownFolder = join(settingsFolder(platform, environment, home), 'abha-desk-update');
	const key = resolve(from, values.key ?? join(ownFolder, 'signing-key.json'));
	requireOutside(repository, key);
	const passphraseFile = values['passphrase-file'];
	return { verb, folder, version, channel, days: Number(days), key, passphraseFile };
}

function parse(args: readonly string[]) {
	const text = { type: 'string' } as const;
	const options = { ...{ version: text, channel: text, days: text }, key: text };
	try {
		return parseArgs({
			args: [...args],
			options: { ...options, 'passphrase-file': text },
			allowPositionals: true,
		});
	} catch {
		// Node's words quote what was typed, which may be anything.
		throw new ConfigurationError(`a switch is not known, or nothing follows it.\n${usage}`);
	}
}

/** A key in the checkout is one `git add .` away from everybody. */
function requireOutside(repository: string, path: string): void {
	const way = relative(repository, path);
	if (way.startsWith('..') || isAbsolute(way)) return;
	throw new ConfigurationError(
		'the signing key must not lie in the repository: name another place',
	);
}

async function readPassphrase(
	command: SignCommand,
	{ passphraseFile }: Pick<Wanted, 'passphraseFile'>,
	question: string,
): Promise<Secret> {
	if (passphraseFile === undefined) return new Secret(await command.askPassphrase(question));
	try {
		const text = readFileSync(resolve(command.folder, passphraseFile), 'utf8');
		// The one line break that every editor adds.
		return new Secret(text.replace(/\r?\n$/, ''));
	} catch (error) {
		throw new ConfigurationError('the passphrase file cannot be read', { cause: error });
	}
}

/** Whole or not at all: a stick may be pulled out at any moment. */
function replaceManifest(path: string, bytes: Buffer): void {
	const unfinished = `${path}.part`;
	try {
		writeFileSync(unfinished, bytes);
		renameSync(unfinished, path);
	} catch (error) {
		rmSync(unfinished, { force: true });
		throw new ConfigurationError(`${path} cannot be written`, { cause: error });
	}
}
