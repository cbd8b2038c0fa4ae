import {
	createCipheriv,
	createDecipheriv,
	diffieHellman,
	generateKeyPairSync,
	hkdfSync,
	type KeyObject,
	sign,
	verify,
} from 'node:crypto';

import { z } from 'zod';

import type { SealedFile } from '../../preload/contract/administration.ts';
import type { Failure } from '../../preload/contract/failure.ts';
import { parsePin } from '../admin/pin-rules.ts';
import { restoreFacility, storedFacility } from '../facility/stored-facility.ts';
import { AppError } from '../failure.ts';
import { Secret } from '../secret.ts';
import { shortName } from '../settings/stored-settings.ts';
import { fingerprintOf, parsePcKey, publicBytes, publicKeyOf, readPrivateKey } from './keys.ts';
import type { PlainProvision } from './provision-file.ts';
import type { SealState, Signer } from './seal-state.ts';
import {
	formatEnvelope,
	type Header,
	headerText,
	looksSealed,
	maxSealedBytes,
	parseEnvelope,
	signedText,
} from './sealed-text.ts';

/** What a sealed file holds. */
const sealedContent = z.strictObject({
	facility: storedFacility,
	administratorPin: z
		.string()
		.refine((pin) => parsePin(pin).ok)
		.nullable(),
	deskName: shortName.nullable(),
	kiosk: z.boolean().nullable(),
	serial: z.int().min(1),
	expiresOn: z.iso.datetime(),
});

export type Sealable = Omit<z.infer<typeof sealedContent>, 'serial' | 'expiresOn'>;

interface SealOptions {
	/** The other PC's public key, as it was typed. */
	pcKey: string;
	signer: Signer;
	nowWallMs: number;
	validDays: number;
}

interface Sealed {
	text: string;
	file: SealedFile;
	/** To be stored before the file is given away: no serial may be used twice. */
	signer: Signer;
}

/** Seals `content` for one PC. Throws `invalid-input` for what is no key of a PC. */
export function sealProvision(
	content: Sealable,
	{ pcKey: typed, signer, nowWallMs, validDays }: SealOptions,
): Sealed {
	const pcKey = parsePcKey(typed);
	if (!pcKey.ok) throw new AppError({ code: 'invalid-input', problem: pcKey.problem });
	// The time, so that two administrators' files are in order; more, when the clock was set back.
	const serial = Math.max(Math.floor(nowWallMs / 1000), signer.lastSerial + 1);
	const expiresOn = new Date(nowWallMs + validDays * 86_400_000).toISOString();

	const ephemeral = generateKeyPairSync('x25519').privateKey;
	const signingKey = readPrivateKey(signer.signingKey);
	const signerBytes = publicBytes(signingKey);
	const header: Header = {
		pcKey: pcKey.value.toString('base64url'),
		ephemeralKey: publicBytes(ephemeral).toString('base64url'),
		signer: signerBytes.toString('base64url'),
	};
	const { key, nonce } = contentKey(header, sharedWith(pcKey.value, ephemeral));
	const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(headerText(header)));
	const json = JSON.stringify({ ...content, serial, expiresOn });
	const parts = [cipher.update(json, 'utf8'), cipher.final(), cipher.getAuthTag()];
	const sealed = Buffer.concat(parts).toString('base64url');
	const signature = sign(null, Buffer.from(signedText(header, sealed)), signingKey);
	return {
		text: formatEnvelope({
			...header,
			content: sealed,
			signature: signature.toString('base64url'),
		}),
		file: { serial, expiresOn, signer: fingerprintOf(signerBytes) },
		signer: { ...signer, lastSerial: serial },
	};
}

/** A sealed file that this PC could open. */
export interface Unsealed {
	provision: PlainProvision;
	/** The fingerprint of who sealed it: to compare, and to trust from then on. */
	signer: string;
	/** No file of this signer was ever taken here: a person has to compare. */
	isSignerKnown: boolean;
	serial: number;
}

/**
 * Opens a sealed file, `state` being what this PC knows. Throws `sealed-file-refused`. Nothing is
 * decrypted before the signature has been verified, and the order of the checks is always the same.
 */
export function unsealProvision(
	text: string,
	state: SealState | null,
	nowWallMs: number,
): Unsealed {
	if (!looksSealed(text) || Buffer.byteLength(text) > maxSealedBytes) {
		throw refused('not-a-sealed-file');
	}
	const envelope = parseEnvelope(text);
	if (envelope === 'damaged') throw refused('damaged');
	if (envelope === 'newer') throw refused('not-a-facility');
	if (!isSigned(envelope, envelope.content, envelope.signature)) throw refused('damaged');

	const pcKey = state?.pcPrivateKey ?? null;
	if (state === null || pcKey === null) throw refused('not-for-this-pc');
	const privateKey = readPrivateKey(pcKey);
	if (publicBytes(privateKey).toString('base64url') !== envelope.pcKey) {
		throw refused('not-for-this-pc');
	}
	const signer = fingerprintOf(Buffer.from(envelope.signer, 'base64url'));
	const isSignerKnown = state.trustedSigner === signer;
	if (state.trustedSigner !== null && !isSignerKnown) throw refused('other-signer');

	const json = decrypt(envelope, envelope.content, privateKey);
	if (json === null) throw refused('damaged');
	const content = sealedContent.safeParse(parseJson(json));
	if (!content.success) throw refused('not-a-facility');
	const { facility, administratorPin, deskName, kiosk, serial, expiresOn } = content.data;
	if (Date.parse(expiresOn) <= nowWallMs) throw refused('expired');
	if (serial <= state.lastSerial) throw refused('replayed');
	const pin = administratorPin === null ? null : new Secret(administratorPin);
	const configuration = restoreFacility(facility);
	return {
		provision: { kind: 'plain', configuration, pin, deskName, kiosk },
		signer,
		isSignerKnown,
		serial,
	};
}

/** Some 32 bytes are the key of nobody; who passes them off as a PC's would read along. */
function sharedWith(pcKey: Buffer, ephemeral: KeyObject): Buffer {
	try {
		return sharedSecret(ephemeral, pcKey);
	} catch (error) {
		const problem = { field: 'pc-key', problem: 'not-a-pc-key' } as const;
		throw new AppError({ code: 'invalid-input', problem }, { cause: error });
	}
}

function isSigned(header: Header, content: string, signature: string): boolean {
	try {
		const key = publicKeyOf('ed25519', Buffer.from(header.signer, 'base64url'));
		const text = Buffer.from(signedText(header, content));
		return verify(null, text, key, Buffer.from(signature, 'base64url'));
	} catch {
		// Bytes that are no key.
		return false;
	}
}

/** `null`: not what was sealed. */
function decrypt(header: Header, content: string, privateKey: KeyObject): string | null {
	const sealed = Buffer.from(content, 'base64url');
	try {
		const shared = sharedSecret(privateKey, Buffer.from(header.ephemeralKey, 'base64url'));
		const { key, nonce } = contentKey(header, shared);
		const decipher = createDecipheriv('aes-256-gcm', key, nonce)
			.setAAD(Buffer.from(headerText(header)))
			.setAuthTag(sealed.subarray(-16));
		return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString();
	} catch {
		// Signed, but by somebody who does not know what is in it.
		return null;
	}
}

function sharedSecret(privateKey: KeyObject, publicKey: Buffer): Buffer {
	return diffieHellman({ privateKey, publicKey: publicKeyOf('x25519', publicKey) });
}

/** HKDF binds purpose, version and all keys. The ephemeral key is used once, and so is the nonce. */
function contentKey(header: Header, shared: Buffer): { key: Buffer; nonce: Buffer } {
	const bytes = Buffer.from(hkdfSync('sha256', shared, '', headerText(header), 44));
	return { key: bytes.subarray(0, 32), nonce: bytes.subarray(32) };
}

function parseJson(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

function refused(reason: Extract<Failure, { code: 'sealed-file-refused' }>['reason']): AppError {
	return new AppError({ code: 'sealed-file-refused', reason });
}
