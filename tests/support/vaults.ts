import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { Secret } from '../../main/secret.ts';
import type { FileSystem } from '../../main/vault/durable-file.ts';
import { frame, unframe } from '../../main/vault/file-frame.ts';
import type { Keyring } from '../../main/vault/keyring.ts';
import { NewerVersionError, type VaultOptions } from '../../main/vault/vault.ts';
import { ImpatientClock } from './impatient-clock.ts';
import { recordedLog } from './recorded-log.ts';

/** What the vaults of the tests keep. */
export interface TestContent {
	version: number;
	clientSecret: Secret;
	count: number;
}

/** Never to be found in any file, log line or error. */
export const canary = 'canary-client-secret';
export const passphrase = new Secret('canary-passphrase');

export function testContent(count = 0): TestContent {
	return { version: 1, clientSecret: new Secret(canary), count };
}

const stored = z.object({ version: z.int(), clientSecret: z.string(), count: z.int() });

function parseTestContent(json: unknown): TestContent {
	const { version, clientSecret, count } = stored.parse(json);
	if (version > 1) throw new NewerVersionError();
	return { version, clientSecret: new Secret(clientSecret), count };
}

/** `keyring`: `null` for a computer without one. */
export function testVaultOptions(
	folder: string,
	keyring: Keyring | null,
	fileSystem?: FileSystem,
): VaultOptions<TestContent> & { lines: string[] } {
	const { log, lines } = recordedLog();
	return {
		folder,
		findKeyring: () => Promise.resolve(keyring),
		parse: parseTestContent,
		clock: new ImpatientClock(),
		log,
		lines,
		...(fileSystem && { fileSystem }),
	};
}

export const currentPath = (folder: string) => join(folder, 'vault.bin');
export const previousPath = (folder: string) => join(folder, 'vault.bin.bak');

export type StoredEnvelope = Record<'keyring' | 'passphrase' | 'content' | 'vaultId', unknown>;

export function envelopeIn(path: string): StoredEnvelope {
	const unframed = unframe(readFileSync(path), 1);
	if (unframed.state !== 'sound') throw new Error(unframed.state);
	return JSON.parse(unframed.payload.toString('utf8')) as StoredEnvelope;
}

/** An envelope in a frame that is sound again, as only somebody who means it would write it. */
export function framed(envelope: unknown): Buffer {
	return frame(Buffer.from(JSON.stringify(envelope), 'utf8'), 1);
}

/** All files of a folder, in clear and out of base64. */
export function everythingIn(folder: string): string {
	const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
	const encoded = files.join('\n').match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? [];
	const decoded = encoded.map((text) => Buffer.from(text, 'base64').toString('latin1'));
	return [...files, ...decoded].join('\n');
}
