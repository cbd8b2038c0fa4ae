import type { KeyObject } from 'node:crypto';

import type { OtpMethod } from '../../../preload/contract.ts';
import type { PatientIdentifier } from '../../desk/identity.ts';
import { AppError } from '../../failure.ts';
import { Secret } from '../../secret.ts';
import { AbdmCertificate, readCertificate } from '../certificate.ts';
import type { AbdmClient, AbhaRecord, OtpTransaction, ProfileToken } from '../client.ts';
import type { Gateway } from '../gateway.ts';
import { authMethods, confirmAnswer, initAnswer, searchAnswer } from './bodies.ts';

/** The API of the seed: certificate v1, search v1, init v2, confirm v1, as NHA's own collection mixes them. */
export class V1V2Client implements AbdmClient {
	readonly #gateway: Gateway;
	readonly #abhaUrl: string;
	readonly #certificate: AbdmCertificate;

	/** `abhaUrl` is the base with `/api`, without a slash at the end. */
	constructor(gateway: Gateway, abhaUrl: string) {
		this.#gateway = gateway;
		this.#abhaUrl = abhaUrl;
		this.#certificate = new AbdmCertificate(() => this.#fetchCertificate());
	}

	/** Seed step 3. A number and an address both go as `healthId`. */
	async find(identifier: PatientIdentifier, signal: AbortSignal): Promise<AbhaRecord> {
		this.#prepareCertificate();
		return this.#gateway.call({
			step: 'search',
			method: 'POST',
			url: `${this.#abhaUrl}/v1/search/searchByHealthId`,
			body: { healthId: identifier.value },
			answer: { type: 'json', schema: searchAnswer },
			signal,
		});
	}

	/** Seed step 4. The field is `healthid` here, in lower case, and `healthId` in the search. */
	async sendOtp(
		record: AbhaRecord,
		method: OtpMethod,
		signal: AbortSignal,
	): Promise<OtpTransaction> {
		const { transactionId, sentTo } = await this.#gateway.call({
			step: 'send-otp',
			method: 'POST',
			url: `${this.#abhaUrl}/v2/auth/init`,
			body: { authMethod: authMethods[method], healthid: record.abhaNumber ?? record.abhaAddress },
			answer: { type: 'json', schema: initAnswer },
			signal,
		});
		return { id: new Secret(transactionId), sentTo };
	}

	/** Seed step 5. This v1 endpoint takes the OTP in plain, although there is a certificate. */
	async verifyOtp(
		transaction: OtpTransaction,
		otp: Secret,
		signal: AbortSignal,
	): Promise<ProfileToken> {
		const { token, expiresInSeconds } = await this.#gateway.call({
			step: 'verify-otp',
			method: 'POST',
			url: `${this.#abhaUrl}/v1/auth/confirmWithMobileOTP`,
			body: { otp: otp.reveal(), txnId: transaction.id.reveal() },
			answer: { type: 'json', schema: confirmAnswer },
			signal,
		});
		return { token: new Secret(token), expiresInSeconds };
	}

	/** Seed step 2, beside the search and never in its way. */
	#prepareCertificate(): void {
		this.#certificate.key().catch((error: unknown) => {
			// Logged where it failed. No call of the seed's needs the key, so none has to fail for it.
			if (!(error instanceof AppError)) throw error;
		});
	}

	#fetchCertificate(): Promise<KeyObject> {
		return this.#gateway.call({
			step: 'certificate',
			method: 'GET',
			url: `${this.#abhaUrl}/v1/auth/cert`,
			answer: { type: 'text', read: readCertificate },
		});
	}
}
