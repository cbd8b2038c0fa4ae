import { createHash, type KeyObject, sign, verify } from 'node:crypto';

import { z } from 'zod';

import { publicBytes, publicKeyOf } from '../provisioning/keys.ts';
import type { PinnedKeys } from './pinned-keys.ts';
import { UpdateRefused } from './refusal.ts';
import { version } from './version.ts';

/** The one name that a source is asked for first. */
export const manifestName = 'abha-desk.update';

/** A manifest has one or two kilobytes; more is not read. */
export const maxManifestBytes = 64 * 1024;

export const product = 'abha-desk';

/** An installer has 100 to 200 MB. */
const maxFileBytes = 1024 * 1024 * 1024;

/** What an installer can be of. macOS is for developers, and is not updated. */
const platform = z.enum(['win32', 'linux']);
const architecture = z.enum(['x64', 'arm64']);
export const installerFormat = z.enum(['nsis', 'deb', 'rpm', 'appimage']);

export type InstallerFormat = z.infer<typeof installerFormat>;

export const sha512 = z.string().regex(/^[0-9a-f]{128}$/);
export const fileSize = z.int().min(1).max(maxFileBytes);

const manifestFile = z.strictObject({
	platform,
	arch: architecture,
	format: installerFormat,
	/** Beside the manifest. Never a name on this computer. */
	name: z.string().min(1).max(1000),
	size: fileSize,
	sha512,
});

export type ManifestFile = z.infer<typeof manifestFile>;

const manifest = z.strictObject({
	format: z.literal(1),
	product: z.string().max(100),
	channel: z.string().regex(/^[a-z]{1,20}$/),
	version,
	/** Grows with every manifest that is ever signed, whatever its channel. */
	counter: z.int().min(1),
	issuedAt: z.iso.datetime(),
	expiresAt: z.iso.datetime(),
	files: z.array(manifestFile).min(1).max(16),
});

/** What our team says of one version. */
export type Manifest = z.infer<typeof manifest>;

/** Letters, digits, dot, underscore, hyphen: one name on every file system, and nothing in a URL. */
const plainName = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,118}[A-Za-z0-9])?$/;

export function isPlainName(name: string): boolean {
	return plainName.test(name) && !name.includes('..');
}

const firstLine = 'abha-desk-update 1';
const header = new RegExp(`^${firstLine}\nkey: ([\\w-]{43})\nsignature: ([\\w-]{86})\n`);

/** Keeps the signature from meaning anything elsewhere, and any other signature from meaning this. */
const domain = Buffer.from('ABHA Desk update manifest 1\n');

/** Signs `content`. What is signed are the bytes that stand in the file: no second way to write them. */
export function signManifest(content: Manifest, privateKey: KeyObject): Buffer {
	const json = Buffer.from(`${JSON.stringify(content, null, '\t')}\n`);
	const key = publicBytes(privateKey).toString('base64url');
	const signature = sign(null, Buffer.concat([domain, json]), privateKey).toString('base64url');
	return Buffer.concat([Buffer.from(`${firstLine}\nkey: ${key}\nsignature: ${signature}\n`), json]);
}

/** A manifest of ours. Whether it says anything new is for `judgeManifest`. */
export interface SignedManifest {
	manifest: Manifest;
	/** SHA-256 of what was signed: tells two manifests under one counter apart. */
	digest: string;
}

/**
 * Reads a manifest. Throws UpdateRefused. Nothing is parsed before its signature has been verified, so
 * that a hostile source reaches no more of this program than one regular expression and Ed25519.
 */
export function readManifest(bytes: Buffer, keys: PinnedKeys): SignedManifest {
	if (keys.current === null && keys.next === null) throw new UpdateRefused('no-pinned-keys');
	if (bytes.length > maxManifestBytes) throw new UpdateRefused('too-large');
	const [head, key, signature] = header.exec(bytes.toString('latin1')) ?? [];
	if (head === undefined || key === undefined || signature === undefined) {
		throw new UpdateRefused('unsigned');
	}
	if (key !== keys.current && key !== keys.next) throw new UpdateRefused('wrong-key');
	const json = bytes.subarray(head.length);
	if (!isSigned(json, key, signature)) throw new UpdateRefused('altered');
	return {
		manifest: parseManifest(json.toString('utf8')),
		digest: createHash('sha256').update(json).digest('hex'),
	};
}

function isSigned(json: Buffer, key: string, signature: string): boolean {
	const bytes = Buffer.from(signature, 'base64url');
	// Spare bits would be a second way to write the same signature.
	if (bytes.toString('base64url') !== signature) return false;
	const publicKey = publicKeyOf('ed25519', Buffer.from(key, 'base64url'));
	return verify(null, Buffer.concat([domain, json]), publicKey, bytes);
}

/** Signed, and yet nothing is taken on trust: a signer makes mistakes. */
function parseManifest(text: string): Manifest {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (error) {
		throw new UpdateRefused('not-a-manifest', { cause: error });
	}
	const newer = z.object({ format: z.int().min(2) }).safeParse(json);
	if (newer.success) throw new UpdateRefused('newer-format');
	const parsed = manifest.safeParse(json);
	if (!parsed.success) throw new UpdateRefused('not-a-manifest');
	if (!parsed.data.files.every(({ name }) => isPlainName(name))) {
		throw new UpdateRefused('bad-file-name');
	}
	const targets = parsed.data.files.map((file) => [file.platform, file.arch, file.format].join());
	// Which of two would be installed?
	if (new Set(targets).size !== targets.length) throw new UpdateRefused('not-a-manifest');
	return parsed.data;
}
