import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import { ConfigurationError } from '../facility/configuration.ts';
import { readKeyFile, writeKeyFile } from '../provisioning/key-file.ts';
import { createSigningKey, publicBytes, readPrivateKey } from '../provisioning/keys.ts';
import type { Secret } from '../secret.ts';
import {
	passphraseWrapSchema,
	unwrapWithPassphrase,
	wrapWithPassphrase,
} from '../vault/passphrase-wrap.ts';

const signingKeyFile = z.strictObject({
	format: z.literal('abha-desk-update-key'),
	version: z.literal(1),
	/** Names this key to its wrap. */
	id: z.string().min(1),
	publicKey: z.string().length(43),
	/** The highest that it has ever signed. */
	lastCounter: z.int().min(0),
	/** The private key (PKCS #8), under a passphrase as in the vault. */
	wrap: passphraseWrapSchema,
});

/** A key that signs updates, as it is kept: its private half opens for the passphrase alone. */
export type SigningKeyFile = z.infer<typeof signingKeyFile>;

/** Makes a key pair at `path`. Throws ConfigurationError in words; a key is never replaced. */
export async function makeSigningKey(
	path: string,
	platform: string,
	passphrase: Secret,
): Promise<SigningKeyFile> {
	if (readKeyFile(path, platform) !== null) {
		throw new ConfigurationError(`${path} is a key already: name another with --key`);
	}
	const [id, privateKey] = [randomUUID(), createSigningKey()];
	const dataKey = Buffer.from(privateKey, 'base64');
	const made: SigningKeyFile = {
		...{ format: 'abha-desk-update-key', version: 1, id, lastCounter: 0 },
		publicKey: publicBytes(readPrivateKey(privateKey)).toString('base64url'),
		wrap: await wrapWithPassphrase({ vaultId: id, dataKey }, passphrase),
	};
	saveSigningKey(path, made);
	return made;
}

/** Throws ConfigurationError in words. */
export function readSigningKey(path: string, platform: string): SigningKeyFile {
	const text = readKeyFile(path, platform);
	if (text === null) {
		throw new ConfigurationError(`there is no signing key at ${path}: make one with make-key`);
	}
	const parsed = signingKeyFile.safeParse(parseJson(text));
	if (parsed.success) return parsed.data;
	throw new ConfigurationError(`the signing key ${path} is damaged: put a copy of it back`);
}

export function saveSigningKey(path: string, file: SigningKeyFile): void {
	writeKeyFile(path, `${JSON.stringify(file)}\n`);
}

/** Throws ConfigurationError for another passphrase, and for a file of which a part was changed. */
export async function openSigningKey(file: SigningKeyFile, passphrase: Secret) {
	const opened = await unwrapWithPassphrase(file.wrap, file.id, passphrase);
	if (opened === null) throw new ConfigurationError('the passphrase does not open the signing key');
	const privateKey = readPrivateKey(opened.toString('base64'));
	if (publicBytes(privateKey).toString('base64url') !== file.publicKey) {
		throw new ConfigurationError('the signing key is not the one that its file names');
	}
	return privateKey;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
