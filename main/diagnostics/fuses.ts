import { open } from 'node:fs/promises';

/** Stands before the fuse wire in Electron's executable (@electron/fuses, `SENTINEL`). */
export const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', 'latin1');

/** The fuses of version 1 in the order of the wire (@electron/fuses, `FuseV1Options`). */
export const fuseNames = [
	'RunAsNode',
	'EnableCookieEncryption',
	'EnableNodeOptionsEnvironmentVariable',
	'EnableNodeCliInspectArguments',
	'EnableEmbeddedAsarIntegrityValidation',
	'OnlyLoadAppFromAsar',
	'LoadBrowserProcessSpecificV8Snapshot',
	'GrantFileProtocolExtraPrivileges',
	'WasmTrapHandlers',
] as const;

export type FuseName = (typeof fuseNames)[number];

/** `removed`: this Electron has no such fuse any more. `unknown`: a byte that means nothing to us. */
export type FuseState = 'on' | 'off' | 'removed' | 'unknown';

/** `null`: no wire was found, or one of a version that we do not know. */
export type Fuses = Readonly<Partial<Record<FuseName, FuseState>>> | null;

/** How a release has them. Whatever is not named here may be either. */
export const releaseFuses: Readonly<Record<FuseName, 'on' | 'off'>> = {
	RunAsNode: 'off',
	EnableCookieEncryption: 'off',
	EnableNodeOptionsEnvironmentVariable: 'off',
	EnableNodeCliInspectArguments: 'off',
	EnableEmbeddedAsarIntegrityValidation: 'on',
	OnlyLoadAppFromAsar: 'on',
	LoadBrowserProcessSpecificV8Snapshot: 'off',
	GrantFileProtocolExtraPrivileges: 'off',
	WasmTrapHandlers: 'on',
};

const wireVersion = 1;
const states: Readonly<Record<number, FuseState>> = { 0x30: 'off', 0x31: 'on', 0x72: 'removed' };
/** Version and length, a byte each, and a wire of at most 255. */
const longestWire = 2 + 255;
/** An executable has 180 MB, which need not be in memory at once. */
const chunkBytes = 4 * 1024 * 1024;

/** The wire that follows the sentinel: version, length, and a byte for each fuse. */
export function parseWire(wire: Uint8Array): Fuses {
	const [version, length = 0] = wire;
	if (version !== wireVersion || wire.length < 2 + length) return null;
	const fuses: Partial<Record<FuseName, FuseState>> = {};
	for (const [index, name] of fuseNames.slice(0, length).entries()) {
		fuses[name] = states[wire[2 + index] ?? 0] ?? 'unknown';
	}
	return fuses;
}

/** Reads the fuses out of an executable. Rejects when the file cannot be read. */
export async function readFuses(executable: string): Promise<Fuses> {
	const file = await open(executable, 'r');
	try {
		const chunk = Buffer.allocUnsafe(chunkBytes + sentinel.length);
		for (let at = 0; ; at += chunkBytes) {
			// Read beyond the chunk, so that a sentinel across two of them is seen.
			const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
			const found = chunk.subarray(0, bytesRead).indexOf(sentinel);
			if (found !== -1) {
				const wire = Buffer.alloc(longestWire);
				const read = await file.read(wire, 0, wire.length, at + found + sentinel.length);
				return parseWire(wire.subarray(0, read.bytesRead));
			}
			if (bytesRead < chunk.length) return null;
		}
	} finally {
		await file.close();
	}
}

/** The fuses that a release would have otherwise; those that this Electron lacks cannot be. */
export function wrongFuses(fuses: NonNullable<Fuses>): FuseName[] {
	return fuseNames.filter((name) => {
		const state = fuses[name];
		return state !== undefined && state !== 'removed' && state !== releaseFuses[name];
	});
}
