import { createHash, type KeyObject, sign } from 'node:crypto';

import type { Installation } from '../../main/update/installation.ts';
import { type Manifest, manifestName, signManifest } from '../../main/update/manifest.ts';
import type { PinnedKeys } from '../../main/update/pinned-keys.ts';
import { UpdateRefused } from '../../main/update/refusal.ts';
import type { UpdateSource } from '../../main/update/source.ts';
import { createSigningKey, publicBytes, readPrivateKey } from '../../main/provisioning/keys.ts';

/** Keys of this run only. */
export const currentKey = newKey();
export const nextKey = newKey();
export const strangersKey = newKey();

export const testKeys: PinnedKeys = { current: publicText(currentKey), next: publicText(nextKey) };

function newKey(): KeyObject {
	return readPrivateKey(createSigningKey());
}

export function publicText(privateKey: KeyObject): string {
	return publicBytes(privateKey).toString('base64url');
}

export function sha512Of(bytes: Uint8Array): string {
	return createHash('sha512').update(bytes).digest('hex');
}

export const dayMs = 86_400_000;

export const appImage = (path: string): Installation => ({
	...{ platform: 'linux', arch: 'x64', format: 'appimage' },
	path,
});

export const nsis: Installation = {
	...{ platform: 'win32', arch: 'x64', format: 'nsis' },
	elevateHelper: null,
};

/** A release as the team would make it: an installer for Windows, and an AppImage. */
export function release(version: string, counter: number, issuedMs: number) {
	const installers = {
		[`abha-desk-${version}.AppImage`]: Buffer.from(version),
		[`abha-desk-${version}.exe`]: Buffer.from(`installer of ${version}`),
	};
	const [image, setup] = Object.entries(installers) as [[string, Buffer], [string, Buffer]];
	const measured = ([name, bytes]: [string, Buffer]) => ({
		...{ arch: 'x64' as const, name, size: bytes.length, sha512: sha512Of(bytes) },
	});
	const manifest: Manifest = {
		...{ format: 1, product: 'abha-desk', channel: 'stable', version, counter },
		issuedAt: new Date(issuedMs).toISOString(),
		expiresAt: new Date(issuedMs + 180 * dayMs).toISOString(),
		files: [
			{ platform: 'linux', format: 'appimage', ...measured(image) },
			{ platform: 'win32', format: 'nsis', ...measured(setup) },
		],
	};
	return { manifest, installers };
}

/** Signs what no honest tool would: any JSON at all. */
export function signJson(json: string, privateKey = currentKey, domain?: string): Buffer {
	const label = domain ?? 'ABHA Desk update manifest 1\n';
	const signature = sign(null, Buffer.from(label + json), privateKey).toString('base64url');
	const head = `abha-desk-update 1\nkey: ${publicText(privateKey)}\nsignature: ${signature}\n`;
	return Buffer.from(head + json);
}

/** A source in memory, whose files a test may change at any moment. */
export class MemorySource implements UpdateSource {
	readonly files = new Map<string, Buffer>();
	readonly asked: string[] = [];
	/** So many bytes at a time. */
	pieceBytes = 4;

	async *read(name: string): AsyncGenerator<Uint8Array> {
		this.asked.push(name);
		const bytes = this.files.get(name);
		if (bytes === undefined) throw new UpdateRefused('nothing-there');
		for (let at = 0; at < bytes.length; at += this.pieceBytes) {
			yield bytes.subarray(at, at + this.pieceBytes);
		}
	}

	/** Puts a whole release there. */
	publish({ manifest, installers }: ReturnType<typeof release>, privateKey = currentKey): void {
		this.files.clear();
		this.files.set(manifestName, signManifest(manifest, privateKey));
		for (const [name, bytes] of Object.entries(installers)) this.files.set(name, bytes);
	}
}

/** Why `asked` was refused; `null`: it was not. */
export async function refusalOf(asked: Promise<unknown>): Promise<string | null> {
	try {
		await asked;
		return null;
	} catch (error) {
		if (error instanceof UpdateRefused) return error.reason;
		throw error;
	}
}
