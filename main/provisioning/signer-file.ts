import { join } from 'node:path';

import { z } from 'zod';

import { ConfigurationError } from '../facility/configuration.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';
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

/** Where the signing key of `npm run seal` lies. */
export function signerPath(...where: Parameters<typeof settingsFolder>): string {
	return join(settingsFolder(...where), 'abha-desk-seal', 'signing-key.json');
}

/** Where the settings of this person's other programs lie. */
export function settingsFolder(
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
	return folders[platform] ?? others;
}

/**
 * The signer that is kept at `path`; at the first use a new one. Throws ConfigurationError in words. A
 * file that cannot be used is never replaced: with it goes the trust of every PC.
 */
export function openSigner(path: string, platform: string): { signer: Signer; isNew: boolean } {
	const text = readKeyFile(path, platform);
	if (text === null) {
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
	writeKeyFile(path, JSON.stringify({ format: 1, ...value }));
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
