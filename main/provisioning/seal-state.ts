import { z } from 'zod';

/** Who seals files: a signing key (base64 of PKCS #8) and the last serial that it gave out. */
export const signer = z.strictObject({
	signingKey: z.string().min(1),
	lastSerial: z.int().min(0),
});

export type Signer = z.infer<typeof signer>;

/** What a PC keeps in its vault about sealed files. */
export const sealState = z.strictObject({
	/** What opens files that are sealed for this PC; `null`: never asked for. */
	pcPrivateKey: z.string().min(1).nullable(),
	/** For the files that this PC seals for others; `null`: none yet. */
	signer: signer.nullable(),
	/** The fingerprint of the only signer whose files are taken; `null`: whoever a person accepts. */
	trustedSigner: z.string().min(1).nullable(),
	/** Of the newest file that was taken; older ones are refused. */
	lastSerial: z.int().min(0),
});

export type SealState = z.infer<typeof sealState>;

export function newSealState(): SealState {
	return { pcPrivateKey: null, signer: null, trustedSigner: null, lastSerial: 0 };
}
