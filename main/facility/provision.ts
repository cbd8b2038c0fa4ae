import { readFileSync, statSync } from 'node:fs';

import {
	ConfigurationError,
	type FacilityConfiguration,
	parseFacilityConfiguration,
} from './configuration.ts';

/** A provisioning file has a few hundred bytes; more is the wrong file. */
const maxFileBytes = 64 * 1024;

/** Reads the file of `--provision=<file>`. Throws ConfigurationError in words for the IT person. */
export function readProvisioningFile(path: string): FacilityConfiguration {
	return parseFacilityConfiguration(parseJson(readText(path)));
}

/**
 * The configuration that the program was started with, if any. What is wrong with it is said on the
 * console, where the IT person who typed the command reads it.
 */
export function readConfiguration(
	path: string | undefined,
): FacilityConfiguration | undefined | 'refused' {
	try {
		return path === undefined ? undefined : readProvisioningFile(path);
	} catch (error) {
		if (!(error instanceof ConfigurationError)) throw error;
		process.stderr.write(`ABHA Desk: the provisioning file was refused: ${error.message}\n`);
		return 'refused';
	}
}

function readText(path: string): string {
	try {
		if (statSync(path).size > maxFileBytes) throw new ConfigurationError('the file is too large');
		// `fatal`: a file in another encoding would garble the facility's name and the secret. The
		// decoder also drops the byte order mark that Windows editors put before the first brace.
		return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
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
