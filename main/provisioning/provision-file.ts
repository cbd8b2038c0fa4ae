import { readFileSync, statSync } from 'node:fs';

import { parsePin } from '../admin/pin-rules.ts';
import {
	ConfigurationError,
	type FacilityConfiguration,
	parseFacilityConfiguration,
} from '../facility/configuration.ts';
import { isProduction } from '../facility/production.ts';
import { AppError } from '../failure.ts';
import { Secret } from '../secret.ts';
import { shortName } from '../settings/stored-settings.ts';
import { looksSealed, maxSealedBytes } from './sealed-text.ts';

/** A provisioning file has a few hundred bytes; more is the wrong file. */
const maxPlainBytes = 64 * 1024;

/** What a provisioning file brings to a PC. */
export interface PlainProvision {
	kind: 'plain';
	configuration: FacilityConfiguration;
	/** The administrator's PIN; `null`: none is in it. */
	pin: Secret | null;
	deskName: string | null;
	/** Whether this PC is to be a kiosk; `null`: as it is. */
	kiosk: boolean | null;
}

export type Provision =
	| PlainProvision
	/** Not opened yet: that takes the vault of this PC. */
	| { kind: 'sealed'; text: string };

/** Reads a provisioning file, plain or sealed. Throws ConfigurationError in words for the IT person. */
export function readProvision(path: string): Provision {
	const { text, bytes } = readText(path);
	if (looksSealed(text)) return { kind: 'sealed', text };
	if (bytes > maxPlainBytes) throw new ConfigurationError('the file is too large');
	return parseProvision(parseJson(text));
}

/**
 * The file that the program was started with, if any. What is wrong with it is said on the console,
 * where the IT person who typed the command reads it. `mayUseProduction` is `false` in a package that
 * is not for patients. A sealed file is judged once it is opened.
 */
export function readProvisionOfStart(
	path: string | undefined,
	mayUseProduction: boolean,
): Provision | null | 'refused' {
	try {
		if (path === undefined) return null;
		const provision = readProvision(path);
		if (provision.kind === 'plain') {
			if (!mayUseProduction && isProduction(provision.configuration)) {
				throw new ConfigurationError(
					'field "environment" must not lead to production in this package, which is for tests',
				);
			}
			say('the provisioning file holds the client secret as plain text; delete it after use');
		}
		return provision;
	} catch (error) {
		if (!(error instanceof ConfigurationError)) throw error;
		say(`the provisioning file was refused: ${error.message}`);
		return 'refused';
	}
}

function say(sentence: string): void {
	process.stderr.write(`ABHA Desk: ${sentence}\n`);
}

/** Reads a sealed file that a person chose. Throws `sealed-file-refused` for any other. */
export function readSealedFile(path: string): Provision {
	try {
		const { text } = readText(path);
		if (looksSealed(text)) return { kind: 'sealed', text };
	} catch (error) {
		if (!(error instanceof ConfigurationError)) throw error;
	}
	throw new AppError({ code: 'sealed-file-refused', reason: 'not-a-sealed-file' });
}

/** A facility, format 1, with the two fields that only provisioning has. */
function parseProvision(content: unknown): PlainProvision {
	const isObject = typeof content === 'object' && content !== null && !Array.isArray(content);
	const fields = (isObject ? content : {}) as Record<string, unknown>;
	const { administratorPin, deskName, kiosk, ...facility } = fields;
	const pin = parseAdministratorPin(administratorPin);
	return {
		kind: 'plain',
		// What is no object goes there as well: it has the words for it.
		configuration: parseFacilityConfiguration(isObject ? facility : content),
		pin,
		deskName: parseDeskName(deskName),
		kiosk: parseKiosk(kiosk, pin),
	};
}

function parseAdministratorPin(value: unknown): Secret | null {
	if (value === undefined) return null;
	// A number has lost its leading zeros.
	const parsed = typeof value === 'string' ? parsePin(value) : undefined;
	if (parsed?.ok === true) return new Secret(parsed.value);
	throw new ConfigurationError(
		'field "administratorPin" must be 6 to 12 digits in quotes, and none that everybody tries first',
	);
}

function parseKiosk(value: unknown, pin: Secret | null): boolean | null {
	if (value === undefined) return null;
	if (typeof value !== 'boolean')
		throw new ConfigurationError('field "kiosk" must be true or false');
	// Nobody could leave it again.
	if (value && pin === null) {
		throw new ConfigurationError('field "kiosk" needs "administratorPin" beside it');
	}
	return value;
}

function parseDeskName(value: unknown): string | null {
	if (value === undefined) return null;
	const parsed = shortName.safeParse(value);
	if (parsed.success) return parsed.data === '' ? null : parsed.data;
	throw new ConfigurationError('field "deskName" must be at most 60 characters on one line');
}

function readText(path: string): { text: string; bytes: number } {
	try {
		const bytes = statSync(path).size;
		if (bytes > maxSealedBytes) throw new ConfigurationError('the file is too large');
		// `fatal`: a file in another encoding would garble the facility's name and the secret. The
		// decoder also drops the byte order mark that Windows editors put before the first brace.
		return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)), bytes };
	} catch (error) {
		if (error instanceof ConfigurationError) throw error;
		if (error instanceof TypeError) throw new ConfigurationError('the file is not UTF-8');
		throw new ConfigurationError('the file cannot be read', { cause: error });
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		// The SyntaxError is left out: it quotes the file, and with it perhaps the secret.
		throw new ConfigurationError('the file is not JSON');
	}
}
