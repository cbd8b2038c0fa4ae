import {
	closeSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

import { z } from 'zod';

import { ConfigurationError } from '../facility/configuration.ts';
import { createSigningKey, readPrivateKey } from './keys.ts';
import { signer, type Signer } from './seal-state.ts';

const signerFile = signer.extend({
	format: z.literal(1),
	signingKey: z.string().refine((text) => {
		try {
			return readPrivateKey(text).asymmetricKeyType === 'ed25519';
		} catch {
			// Not a key at all.
			return false;
		}
	}),
});

/** Where the signing key of `npm run seal` lies: with the settings of this person's other programs. */
export function signerPath(
	platform: string,
	environment: Readonly<Record<string, string | undefined>>,
	home: string,
): string {
	const { APPDATA: roaming, XDG_CONFIG_HOME: xdg } = environment;
	const folders: Readonly<Record<string, string>> = {
		win32: roaming ?? join(home, 'AppData', 'Roaming'),
		darwin: join(home, 'Library', 'Application Support'),
	};
	// An empty variable is one that is not set (XDG Base Directory Specification).
	const others = xdg === undefined || xdg === '' ? join(home, '.config') : xdg;
	const folder = folders[platform] ?? others;
	return join(folder, 'abha-desk-seal', 'signing-key.json');
}

/**
 * The signer that is kept at `path`; at the first use a new one. Throws ConfigurationError in words. A
 * file that cannot be used is never replaced: with it goes the trust of every PC.
 */
export function openSigner(path: string, platform: string): { signer: Signer; isNew: boolean } {
	let text: string;
	try {
		// Windows keeps the folder of each person's settings from the others; its modes say nothing.
		if (platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
			throw new ConfigurationError(
				`the signing key ${path} can be read by others: make it yours alone (chmod 600)`,
			);
		}
		text = readFileSync(path, 'utf8');
	} catch (error) {
		if (error instanceof ConfigurationError) throw error;
		if (!isAbsent(error)) {
			throw new ConfigurationError(`the signing key ${path} cannot be read`, { cause: error });
		}
		const created = { signingKey: createSigningKey(), lastSerial: 0 };
		saveSigner(path, created);
		return { signer: created, isNew: true };
	}
	const parsed = signerFile.safeParse(parseJson(text));
	if (!parsed.success) {
		throw new ConfigurationError(
			`the signing key ${path} is damaged: put a copy of it back, or name another with --signing-key`,
		);
	}
	const { format: _format, ...kept } = parsed.data;
	return { signer: kept, isNew: false };
}

/** Replaces the file as a whole, readable by its owner only. Throws ConfigurationError in words. */
export function saveSigner(path: string, value: Signer): void {
	const unfinished = `${path}.tmp-${String(process.pid)}`;
	try {
		mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
		const file = openSync(unfinished, 'w', 0o600);
		try {
			writeSync(file, JSON.stringify({ format: 1, ...value }));
			fsyncSync(file);
		} finally {
			closeSync(file);
		}
		renameSync(unfinished, path);
	} catch (error) {
		rmSync(unfinished, { force: true });
		throw new ConfigurationError(`the signing key ${path} cannot be written`, { cause: error });
	}
}

function isAbsent(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
