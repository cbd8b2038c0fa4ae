import { z } from 'zod';

/** A bundle of certificates may have a megabyte, and base64 adds a third. */
export const maxSealedBytes = 2 * 1024 * 1024;

const format = 'abha-desk-sealed';

/** Bytes in base64url, written in the one way that we write them: spare bits would be a second way. */
function base64url(isRightLength: (bytes: number) => boolean) {
	return z.string().refine((text) => {
		const bytes = Buffer.from(text, 'base64url');
		return isRightLength(bytes.length) && bytes.toString('base64url') === text;
	});
}

const publicKey = base64url((bytes) => bytes === 32);

const envelope = z.strictObject({
	format: z.literal(format),
	version: z.literal(1),
	/** Whom it is for: the public key of a PC (X25519). */
	pcKey: publicKey,
	/** Made for this one file (X25519). */
	ephemeralKey: publicKey,
	/** Who signed it (Ed25519). */
	signer: publicKey,
	/** AES-256-GCM, its tag at the end. */
	content: base64url((bytes) => bytes > 16),
	/** Over all before it. */
	signature: base64url((bytes) => bytes === 64),
});

/** The fields of a sealed file, all of which anybody may read. */
export type Envelope = z.infer<typeof envelope>;
export type Header = Pick<Envelope, 'pcKey' | 'ephemeralKey' | 'signer'>;

/** Whether `text` is meant to be a sealed file, whole or not. */
export function looksSealed(text: string): boolean {
	return text.trimStart().startsWith(`{"format":"${format}"`);
}

/** What the content is bound to: GCM's additional data. */
export function headerText({ pcKey, ephemeralKey, signer }: Header): string {
	return JSON.stringify({ format, version: 1, pcKey, ephemeralKey, signer });
}

/** What is signed. The words before it keep the signature from meaning anything elsewhere. */
export function signedText(header: Header, content: string): string {
	return `ABHA Desk sealed file\n${headerText(header)}\n${content}`;
}

/** One line, and no other way to write it: then a changed byte is always a changed file. */
export function formatEnvelope({
	content,
	signature,
	...header
}: Omit<Envelope, 'format' | 'version'>): string {
	return `${headerText(header).slice(0, -1)},"content":"${content}","signature":"${signature}"}`;
}

/** The fields of a sealed file, unverified; `newer`: of a version that this program does not know. */
export function parseEnvelope(text: string): Envelope | 'newer' | 'damaged' {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return 'damaged';
	}
	const version = z.object({ version: z.int() }).safeParse(json);
	if (version.success && version.data.version > 1) return 'newer';
	const parsed = envelope.safeParse(json);
	return parsed.success && formatEnvelope(parsed.data) === text.trim() ? parsed.data : 'damaged';
}
