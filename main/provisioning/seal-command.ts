import { writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { ConfigurationError } from '../facility/configuration.ts';
import { storeFacility } from '../facility/stored-facility.ts';
import { parsePcKey } from './keys.ts';
import { type PlainProvision, readProvision } from './provision-file.ts';
import { sealProvision } from './sealed-file.ts';
import { openSigner, saveSigner, signerPath } from './signer-file.ts';

const usage =
	'npm run seal -- --for <key of the PC> <facility.json> [--out <file>] [--days <1 to 90>] [--signing-key <file>]';

const defaultDays = 7;
const mostDays = 90;

interface SealCommand {
	arguments: readonly string[];
	/** Where relative paths begin. */
	folder: string;
	platform: string;
	environment: Readonly<Record<string, string | undefined>>;
	home: string;
	nowWallMs: number;
	/** A line for the person at the console. */
	say: (line: string) => void;
	/** A line about what is wrong. */
	complain: (line: string) => void;
}

/**
 * `npm run seal`: makes a file of a plain provisioning file that only one PC opens. Returns the exit
 * code: 2 for anything that the person at the console can put right. Nothing secret is ever said.
 */
export function runSealCommand(command: SealCommand): 0 | 2 {
	try {
		seal(command);
		return 0;
	} catch (error) {
		if (!(error instanceof ConfigurationError)) throw error;
		command.complain(`Nothing was sealed: ${error.message}`);
		return 2;
	}
}

function seal({
	folder,
	platform,
	environment,
	home,
	nowWallMs,
	say,
	...command
}: SealCommand): void {
	const wanted = readArguments(command.arguments);
	const plainPath = resolve(folder, wanted.file);
	const { configuration, pin, deskName, kiosk } = readPlain(plainPath);
	const keyPath =
		wanted.signingKey === undefined
			? signerPath(platform, environment, home)
			: resolve(folder, wanted.signingKey);
	const { signer, isNew } = openSigner(keyPath, platform);
	const sealed = sealProvision(
		{
			facility: storeFacility(configuration),
			administratorPin: pin?.reveal() ?? null,
			deskName,
			kiosk,
		},
		{ pcKey: wanted.pcKey, signer, nowWallMs, validDays: wanted.days },
	);
	// Before the file exists: no serial may be used twice.
	saveSigner(keyPath, sealed.signer);
	const { serial, expiresOn, signer: fingerprint } = sealed.file;
	const name = `${basename(plainPath, extname(plainPath))}-${serial}.sealed`;
	const sealedPath = resolve(folder, wanted.out ?? join(dirname(plainPath), name));
	writeSealed(sealedPath, sealed.text);

	say(`Sealed file  ${sealedPath}`);
	say(`For the PC   ${wanted.pcKey}`);
	say(`Serial       ${serial}`);
	say(`Valid until  ${expiresOn}`);
	say(`Fingerprint  ${fingerprint}`);
	if (isNew) say(`A signing key was made at ${keyPath}: keep a copy of it in a safe place.`);
	say('The PC shows this fingerprint before it takes the file: compare all of it.');
	say(`${plainPath} holds the client secret as plain text: delete it when all PCs have theirs.`);
}

function readArguments(args: readonly string[]) {
	const { values, positionals } = parse(args);
	const [file, ...more] = positionals;
	if (values.for === undefined || file === undefined || more.length > 0) {
		throw new ConfigurationError(`one key and one file are needed. ${usage}`);
	}
	if (!parsePcKey(values.for).ok) {
		throw new ConfigurationError(
			'what stands after --for is not the key of a PC: copy all of it from the screen of that PC',
		);
	}
	const days = values.days === undefined ? defaultDays : Number(values.days);
	if (!Number.isInteger(days) || days < 1 || days > mostDays) {
		throw new ConfigurationError(`--days must be a whole number from 1 to ${mostDays}`);
	}
	return { pcKey: values.for, file, days, out: values.out, signingKey: values['signing-key'] };
}

function parse(args: readonly string[]) {
	const text = { type: 'string' } as const;
	const options = { for: text, out: text, days: text, 'signing-key': text };
	try {
		return parseArgs({ args: [...args], options, allowPositionals: true });
	} catch {
		// Node's words quote what was typed, which may be anything.
		throw new ConfigurationError(`a switch is not known, or nothing follows it. ${usage}`);
	}
}

function readPlain(path: string): PlainProvision {
	const provision = readProvision(path);
	if (provision.kind === 'plain') return provision;
	throw new ConfigurationError('the file is sealed already');
}

function writeSealed(path: string, text: string): void {
	try {
		// Never over another file: it may be the only one of its serial that a PC still waits for.
		writeFileSync(path, text, { flag: 'wx' });
	} catch (error) {
		const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
		throw new ConfigurationError(
			`${path} ${isThere ? 'exists already' : 'cannot be written'}: name another with --out`,
			{ cause: error },
		);
	}
}
