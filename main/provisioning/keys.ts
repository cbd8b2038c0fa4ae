import {
	createHash,
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	type KeyObject,
} from 'node:crypto';

import type { Parsed } from '../desk/identity.ts';

type Kind = 'x25519' | 'ed25519';

/** What stands before the 32 bytes of a public key in DER (RFC 8410). */
const publicPrefix: Readonly<Record<Kind, Buffer>> = {
	x25519: Buffer.from('302a300506032b656e032100', 'hex'),
	ed25519: Buffer.from('302a300506032b6570032100', 'hex'),
};

/** A PC's new private key, in base64 of PKCS #8, to be kept in its vault. */
export function createPcKey(): string {
	return textOf(generateKeyPairSync('x25519').privateKey);
}

/** A new private key to sign sealed files with, in base64 of PKCS #8. */
export function createSigningKey(): string {
	return textOf(generateKeyPairSync('ed25519').privateKey);
}

function textOf(privateKey: KeyObject): string {
	return privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}

export function readPrivateKey(text: string): KeyObject {
	return createPrivateKey({ key: Buffer.from(text, 'base64'), type: 'pkcs8', format: 'der' });
}

/** The 32 bytes of the public half. */
export function publicBytes(privateKey: KeyObject): Buffer {
	return createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32);
}

export function publicKeyOf(kind: Kind, bytes: Uint8Array): KeyObject {
	const key = Buffer.concat([publicPrefix[kind], bytes]);
	return createPublicKey({ key, type: 'spki', format: 'der' });
}

/**
 * Names a signing key for people to compare: half of its SHA-256, which nobody can hit with another
 * key, in groups of four.
 */
export function fingerprintOf(publicKey: Uint8Array): string {
	const hex = createHash('sha256').update(publicKey).digest('hex').slice(0, 32);
	return hex.replace(/.{4}(?=.)/g, '$& ');
}

const pcKeyPrefix = 'abha-desk-pc:';

/** A PC's public key as it is shown, copied and scanned. No secret. */
export function pcKeyText(privateKey: string): string {
	return formatPcKey(publicBytes(readPrivateKey(privateKey)));
}

/** The 32 bytes of a PC's key as it was typed or pasted, in one line or broken over several. */
export function parsePcKey(typed: string): Parsed<Buffer> {
	const text = typed.replace(/[\s\p{Cf}]/gu, '');
	if (text === '') return { ok: false, problem: { field: 'pc-key', problem: 'missing' } };
	const bytes = Buffer.from(text.slice(pcKeyPrefix.length), 'base64url').subarray(0, 32);
	// Made again and compared: one wrong letter, one too few or too many is noticed.
	if (formatPcKey(bytes) === text) return { ok: true, value: bytes };
	return { ok: false, problem: { field: 'pc-key', problem: 'not-a-pc-key' } };
}

function formatPcKey(bytes: Buffer): string {
	const sum = createHash('sha256').update(pcKeyPrefix).update(bytes).digest().subarray(0, 4);
	return pcKeyPrefix + Buffer.concat([bytes, sum]).toString('base64url');
}
