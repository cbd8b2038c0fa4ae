import { createHash } from 'node:crypto';

/**
 * What a framed file begins with, in this and every later version: 8 bytes of magic, version and
 * length (32 bits each, big-endian), SHA-256 over those and the payload. Because this never changes,
 * a file of a newer version can be told from a damaged one.
 */
const magic = Buffer.from('ABHADESK', 'latin1');
const versionAt = magic.length;
const lengthAt = versionAt + 4;
const digestAt = lengthAt + 4;
const payloadAt = digestAt + 32;

/** Far more than a vault needs; a larger file is not read into memory. */
export const maxFileBytes = 16 * 1024 * 1024;

export type Unframed =
	| { state: 'sound'; payload: Buffer }
	/** Cut off, overwritten, filled with NULs, or never ours. */
	| { state: 'damaged' }
	/** Whole, and of a later version than the reader knows. */
	| { state: 'newer-version' };

export function frame(payload: Uint8Array, version: number): Buffer {
	if (payloadAt + payload.length > maxFileBytes) throw new RangeError('the payload is too large');
	const header = Buffer.alloc(payloadAt);
	magic.copy(header);
	header.writeUInt32BE(version, versionAt);
	header.writeUInt32BE(payload.length, lengthAt);
	digestOf(header, payload).copy(header, digestAt);
	return Buffer.concat([header, payload]);
}

/** Never throws, whatever the bytes are. `version`: the newest one that the reader knows. */
export function unframe(bytes: Uint8Array, version: number): Unframed {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (file.length < payloadAt || !file.subarray(0, versionAt).equals(magic)) {
		return { state: 'damaged' };
	}
	const payload = file.subarray(payloadAt);
	const isWhole =
		file.readUInt32BE(lengthAt) === payload.length &&
		file.subarray(digestAt, payloadAt).equals(digestOf(file, payload));
	if (!isWhole) return { state: 'damaged' };
	// Only now: a flipped bit in the version must not pass for a newer one.
	return file.readUInt32BE(versionAt) > version
		? { state: 'newer-version' }
		: { state: 'sound', payload };
}

/** The digest is not secret and keeps nobody out: that is the content's own authentication. */
function digestOf(header: Buffer, payload: Uint8Array): Buffer {
	return createHash('sha256').update(header.subarray(0, digestAt)).update(payload).digest();
}
