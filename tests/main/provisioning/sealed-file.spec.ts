import { createHash, sign } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AppError } from '../../../main/failure.ts';
import {
	createPcKey,
	createSigningKey,
	pcKeyText,
	publicBytes,
	readPrivateKey,
} from '../../../main/provisioning/keys.ts';
import { newSealState, type SealState, sealState } from '../../../main/provisioning/seal-state.ts';
import {
	type Sealable,
	sealProvision,
	unsealProvision,
} from '../../../main/provisioning/sealed-file.ts';
import {
	type Envelope,
	formatEnvelope,
	parseEnvelope,
	signedText,
} from '../../../main/provisioning/sealed-text.ts';

const content: Sealable = {
	facility: {
		...{ format: 1, environment: 'production', generation: 'v3', clientId: 'PROD_000001' },
		...{ clientSecret: 'canary-client-secret', hipId: 'IN2910000007' },
		...{ facilityName: 'आशा क्लिनिक', network: { extraCa: [] } },
	},
	administratorPin: '482915',
	deskName: 'OPD 2',
	kiosk: true,
};
const nowWallMs = Date.UTC(2026, 10, 23);
const pcPrivateKey = createPcKey();
const pcKey = pcKeyText(pcPrivateKey);
const signer = { signingKey: createSigningKey(), lastSerial: 0 };
const pc: SealState = { ...newSealState(), pcPrivateKey };

const seal = (changed: Partial<Parameters<typeof sealProvision>[1]> = {}, what = content) =>
	sealProvision(what, { pcKey, signer, nowWallMs, validDays: 7, ...changed });

const { text, file } = seal();

function reasonOf(sealed: string, state: SealState | null = pc, atMs = nowWallMs): string {
	try {
		unsealProvision(sealed, state, atMs);
		return 'taken';
	} catch (error) {
		if (error instanceof AppError && error.failure.code === 'sealed-file-refused') {
			return error.failure.reason;
		}
		throw error;
	}
}

/** The text with fields of ours, signed anew by `signingKey`: what an attacker can do. */
function resigned(fields: Partial<Envelope>, signingKey = signer.signingKey): string {
	const envelope = parseEnvelope(text);
	if (typeof envelope === 'string') throw new Error(envelope);
	const key = readPrivateKey(signingKey);
	const forged = { ...envelope, ...fields, signer: publicBytes(key).toString('base64url') };
	const signature = sign(null, Buffer.from(signedText(forged, forged.content)), key);
	return formatEnvelope({ ...forged, signature: signature.toString('base64url') });
}

describe('a sealed file', () => {
	it('brings the facility, the PIN and the desk’s name to the PC that it is for', () => {
		const { provision, ...rest } = unsealProvision(text, pc, nowWallMs);
		expect(provision).toMatchObject({ kind: 'plain', deskName: 'OPD 2', kiosk: true });
		expect(provision.pin?.reveal()).toBe('482915');
		expect(provision.configuration).toMatchObject({ generation: 'v3', cmId: 'abdm' });
		expect(provision.configuration.clientSecret.reveal()).toBe('canary-client-secret');
		expect(rest).toEqual({ signer: file.signer, isSignerKnown: false, serial: file.serial });
	});

	it('may bring a facility alone', () => {
		const bare = { ...content, administratorPin: null, deskName: null, kiosk: null };
		const { provision } = unsealProvision(seal({}, bare).text, pc, nowWallMs);
		expect(provision).toMatchObject({ pin: null, deskName: null });
	});

	it('shows nothing of what it holds', () => {
		const envelope = parseEnvelope(text) as Envelope;
		const all = text + Buffer.from(envelope.content, 'base64url').toString('latin1');
		for (const word of ['canary', 'PROD', 'IN29', '482915', 'OPD', 'facility']) {
			expect(all).not.toContain(word);
		}
	});

	it('is never the same twice', () => {
		expect(seal().text).not.toBe(text);
	});

	it('is taken with spaces around it, and in no other form', () => {
		expect(reasonOf(`\n ${text}\r\n`)).toBe('taken');
		expect(reasonOf(JSON.stringify(JSON.parse(text), null, '\t'))).not.toBe('taken');
		expect(reasonOf(text.replace('"version":1', '"version":1.0'))).toBe('damaged');
		expect(reasonOf(text.replace(/}$/, ',"more":1}'))).toBe('damaged');
	});

	it('carries a hospital’s bundle of certificates', () => {
		const path = 'x'.repeat(1024 * 1024);
		const large = { ...content, deskName: null, facility: { ...content.facility } };
		// Its size alone counts here: such a certificate is none.
		large.facility.network = { extraCa: [path] };
		expect(reasonOf(seal({}, large).text)).toBe('not-a-facility');
	});
});

describe('the serial of a sealed file', () => {
	it('is the time in seconds', () => {
		expect(file.serial).toBe(nowWallMs / 1000);
	});

	it('grows with each file, also within a second and with a clock that was set back', () => {
		let last = signer;
		for (const atMs of [nowWallMs, nowWallMs, nowWallMs - 86_400_000, -1]) {
			const sealed = seal({ signer: last, nowWallMs: atMs });
			expect(sealed.file.serial).toBeGreaterThan(last.lastSerial);
			expect(sealed.signer).toEqual({ ...last, lastSerial: sealed.file.serial });
			last = sealed.signer;
		}
	});
});

describe('a sealed file is refused', () => {
	it('on another PC, and on one that never had a key', () => {
		const other = { ...newSealState(), pcPrivateKey: createPcKey() };
		expect(reasonOf(text, other)).toBe('not-for-this-pc');
		expect(reasonOf(text, newSealState())).toBe('not-for-this-pc');
		expect(reasonOf(text, null)).toBe('not-for-this-pc');
	});

	it('from the moment on at which it expires', () => {
		const expiresMs = nowWallMs + 7 * 86_400_000;
		expect(file.expiresOn).toBe(new Date(expiresMs).toISOString());
		expect(reasonOf(text, pc, expiresMs - 1)).toBe('taken');
		expect(reasonOf(text, pc, expiresMs)).toBe('expired');
	});

	it('when it, or a newer one, was taken before', () => {
		expect(reasonOf(text, { ...pc, lastSerial: file.serial - 1 })).toBe('taken');
		expect(reasonOf(text, { ...pc, lastSerial: file.serial })).toBe('replayed');
		expect(reasonOf(text, { ...pc, lastSerial: file.serial + 1 })).toBe('replayed');
	});

	it('when somebody else signed it than those before', () => {
		const trusting = { ...pc, trustedSigner: file.signer };
		expect(unsealProvision(text, trusting, nowWallMs).isSignerKnown).toBe(true);
		const stranger = { signingKey: createSigningKey(), lastSerial: 0 };
		expect(reasonOf(seal({ signer: stranger }).text, trusting)).toBe('other-signer');
		expect(reasonOf(seal({ signer: stranger }).text, pc)).toBe('taken');
	});

	it('when somebody put their own signature on another’s file', () => {
		expect(reasonOf(resigned({}))).toBe('taken');
		expect(reasonOf(resigned({}, createSigningKey()))).toBe('damaged');
	});

	it('when its content belongs to another file of the same signer', () => {
		const other = parseEnvelope(seal().text) as Envelope;
		expect(reasonOf(resigned({ content: other.content }))).toBe('damaged');
		expect(reasonOf(resigned({ ephemeralKey: other.ephemeralKey }))).toBe('damaged');
	});

	it('when it is addressed anew without being sealed anew', () => {
		const other = { ...newSealState(), pcPrivateKey: createPcKey() };
		const address = publicBytes(readPrivateKey(other.pcPrivateKey)).toString('base64url');
		expect(reasonOf(resigned({ pcKey: address }), other)).toBe('damaged');
	});

	it.each(['0', '1'])('when its ephemeral key is one that everybody shares: %s', (first) => {
		const key = Buffer.alloc(32);
		key[0] = Number(first);
		expect(reasonOf(resigned({ ephemeralKey: key.toString('base64url') }))).toBe('damaged');
	});

	it.each([
		['a facility of an environment to come', { environment: 'staging' }],
		['a field to come', { kiosk: true }],
		['a path instead of certificates', { network: { extraCaFile: '/etc/passwd' } }],
		['a plain http URL', { environment: 'custom', urls: { sessions: 'http://abdm.example' } }],
	])('when it holds %s', (_what, changed) => {
		const facility = { ...content.facility, ...changed } as Sealable['facility'];
		expect(reasonOf(seal({}, { ...content, facility }).text)).toBe('not-a-facility');
	});

	it('when it holds a PIN that everybody tries first', () => {
		const weak = seal({}, { ...content, administratorPin: '123456' }).text;
		expect(reasonOf(weak)).toBe('not-a-facility');
	});

	it('when a newer version wrote it', () => {
		expect(reasonOf(text.replace('"version":1', '"version":2'))).toBe('not-a-facility');
	});

	it.each(['', 'canary', '{}', '[]', 'null', '{"format":1}', '{"format":"abha-desk"}'])(
		'when it is none: %j',
		(other) => {
			expect(reasonOf(other)).toBe('not-a-sealed-file');
		},
	);

	it('when it is larger than any', () => {
		expect(reasonOf(text + ' '.repeat(2 * 1024 * 1024))).toBe('not-a-sealed-file');
	});

	it('when it is cut off anywhere', () => {
		for (let length = 0; length < text.length; length += 1) {
			expect(['damaged', 'not-a-sealed-file']).toContain(reasonOf(text.slice(0, length)));
		}
	});

	it('when any byte of it is another', () => {
		const bytes = Buffer.from(text);
		const refusals = ['damaged', 'not-a-sealed-file', 'not-a-facility'];
		for (let at = 0; at < bytes.length; at += 1) {
			for (const bits of [0x01, 0x20, 0x80]) {
				const flipped = Buffer.from(bytes);
				flipped[at] = (flipped[at] ?? 0) ^ bits;
				expect(refusals).toContain(reasonOf(flipped.toString()));
			}
		}
	}, 30_000);

	it('when its signature is the same in other letters', () => {
		const { signature } = parseEnvelope(text) as Envelope;
		const last = String.fromCharCode(signature.charCodeAt(85) + 1);
		for (const same of [signature.slice(0, 85) + last, `${signature}=`, `${signature}.`]) {
			expect(Buffer.from(same, 'base64url')).toEqual(Buffer.from(signature, 'base64url'));
			expect(reasonOf(text.replace(signature, same))).toBe('damaged');
		}
	});

	it('when several bytes are others, are gone or have changed places, and it never breaks us', () => {
		const place = fc.nat(text.length - 1);
		fc.assert(
			fc.property(place, place, fc.string({ maxLength: 8 }), (from, to, put) => {
				const changed = text.slice(0, Math.min(from, to)) + put + text.slice(Math.max(from, to));
				if (changed.trim() !== text) expect(reasonOf(changed)).not.toBe('taken');
			}),
			{ numRuns: 500 },
		);
	});

	it('when it is anything that begins like one', () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
				const json = JSON.stringify({ format: 'abha-desk-sealed', ...fields });
				expect(reasonOf(json)).not.toBe('taken');
			}),
		);
	});
});

describe('sealing', () => {
	it.each(['', 'abha-desk-pc:', pcKey.slice(0, -1), `${pcKey}x`])(
		'wants a PC’s key: %j',
		(typed) => {
			expect(() => seal({ pcKey: typed })).toThrow(
				expect.objectContaining({ failure: expect.objectContaining({ code: 'invalid-input' }) }),
			);
		},
	);

	it('refuses the key of nobody, with which everybody could read along', () => {
		const bytes = Buffer.alloc(32);
		const sum = createHash('sha256').update('abha-desk-pc:').update(bytes).digest();
		const weak = Buffer.concat([bytes, sum.subarray(0, 4)]).toString('base64url');
		const problem = { field: 'pc-key', problem: 'not-a-pc-key' };
		expect(() => seal({ pcKey: `abha-desk-pc:${weak}` })).toThrow(
			expect.objectContaining({ failure: { code: 'invalid-input', problem } }),
		);
	});

	it('opens for its PC whatever it holds', () => {
		const letter = fc.constantFrom('A', ' ', '"', '\\', 'क्ष', 'ा', '\u200d', '🩺');
		const name = fc.string({ unit: letter, minLength: 1, maxLength: 50 });
		const secret = fc.stringMatching(/^[!-~]{1,200}$/);
		fc.assert(
			fc.property(name, secret, (facilityName, clientSecret) => {
				fc.pre(facilityName.trim() !== '');
				const facility = { ...content.facility, facilityName, clientSecret };
				const sealed = seal({}, { ...content, facility });
				const { configuration } = unsealProvision(sealed.text, pc, nowWallMs).provision;
				expect(configuration.facilityName).toBe(facilityName.trim());
				expect(configuration.clientSecret.reveal()).toBe(clientSecret);
			}),
		);
	});
});

describe('the state of seals', () => {
	it('begins with nothing, and passes through the vault', () => {
		expect(sealState.parse(JSON.parse(JSON.stringify(newSealState())))).toEqual(newSealState());
		const full = { ...pc, signer, trustedSigner: file.signer, lastSerial: file.serial };
		expect(sealState.parse(JSON.parse(JSON.stringify(full)))).toEqual(full);
	});
});
