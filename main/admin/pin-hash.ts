import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

import { z } from 'zod';

/** OWASP's parameters for scrypt. Below them nothing is accepted, above 8 times them nothing is tried. */
const least = { N: 2 ** 17, r: 8, p: 1 };
/** scrypt takes 128 · N · r bytes; Node's own limit of 32 MiB would refuse the least (measured). */
const maxMemoryBytes = 1024 ** 3 + 1024 ** 2;
const saltBytes = 16;
const hashBytes = 32;

function base64Of(bytes: number) {
	return z.string().refine((text) => Buffer.from(text, 'base64').length === bytes);
}

/**
 * The PIN as the vault keeps it. Six digits fall to whoever has the hash and a day, so it lives inside
 * the vault and nowhere else.
 */
export const pinRecord = z.strictObject({
	salt: base64Of(saltBytes),
	hash: base64Of(hashBytes),
	N: z
		.int()
		.min(least.N)
		.max(least.N * 8)
		.refine((cost) => Number.isInteger(Math.log2(cost))),
	r: z.literal(least.r),
	p: z.int().min(least.p).max(4),
	/** ISO 8601, by this computer's clock. */
	setOn: z.iso.datetime(),
});

export type PinRecord = z.infer<typeof pinRecord>;

/** Makes the record of a PIN that has passed `parsePin`. */
export async function hashPin(pin: string, setOn: string): Promise<PinRecord> {
	const salt = randomBytes(saltBytes);
	const hash = await derive(pin, salt, least);
	return { salt: salt.toString('base64'), hash: hash.toString('base64'), ...least, r: 8, setOn };
}

/** Whether this is the PIN. Throws on a record whose parameters somebody has weakened. */
export async function matchesPin(pin: string, record: PinRecord): Promise<boolean> {
	const { salt, hash, ...cost } = pinRecord.parse(record);
	const derived = await derive(pin, Buffer.from(salt, 'base64'), cost);
	return timingSafeEqual(derived, Buffer.from(hash, 'base64'));
}

/** Asynchronous, so that it runs beside the main thread: on a slow PC it takes seconds. */
function derive(pin: string, salt: Buffer, { N, r, p }: typeof least): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		scrypt(pin, salt, hashBytes, { N, r, p, maxmem: maxMemoryBytes }, (error, key) => {
			if (error === null) resolve(key);
			else reject(error);
		});
	});
}
