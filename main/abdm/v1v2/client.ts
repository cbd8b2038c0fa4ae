import type { Account, Card, OtpMethod, Profile } from '../../../preload/contract/visit.ts';
import type { PatientIdentifier } from '../../desk/identity.ts';
import { AppError } from '../../failure.ts';
import { Secret } from '../../secret.ts';
import { readCard } from '../card.ts';
import { readCertificate } from '../certificate.ts';
import type {
	AbdmClient,
	AbhaRecord,
	LoginOutcome,
	OtpTarget,
	OtpTransaction,
	PendingChoice,
	ProfileSession,
} from '../client.ts';
import { Encryption } from '../encryption.ts';
import type { Gateway } from '../gateway.ts';
import { recordAnswer } from '../person.ts';
import { profileAnswer } from '../profile.ts';
import { requireRefreshToken, tokensAnswer, toProfileSession } from '../profile-session.ts';
import { authMethods } from '../vocabulary.ts';
import { mobileAnswer, readResent, refreshAnswer, transactionAnswer } from './bodies.ts';

/**
 * The API of the seed: certificate v1, search v1, init v2, confirm v1, as NHA's own collection mixes
 * them. The login by mobile is V2 and the only one whose OTP travels encrypted.
 */
export class V1V2Client implements AbdmClient {
	readonly generation = 'v1v2';
	readonly numbers = ['mobile'] as const;
	readonly resendsAnew = false;
	readonly #gateway: Gateway;
	readonly #abhaUrl: string;
	readonly #encryption: Encryption;

	/** `abhaUrl` is the base with `/api`, without a slash at the end. */
	constructor(gateway: Gateway, abhaUrl: string) {
		this.#gateway = gateway;
		this.#abhaUrl = abhaUrl;
		this.#encryption = new Encryption(() =>
			gateway.call({
				step: 'certificate',
				method: 'GET',
				url: `${abhaUrl}/v1/auth/cert`,
				// The PEM names no algorithm; NHA's Swagger does: PKCS #1.
				answer: { type: 'text', read: (pem) => readCertificate(pem, 'pkcs1') },
			}),
		);
	}

	/** Seed step 3. A number and an address both go as `healthId`. */
	async find(identifier: PatientIdentifier, signal: AbortSignal): Promise<AbhaRecord> {
		this.#encryption.prepare();
		return this.#gateway.call({
			step: 'search',
			method: 'POST',
			url: `${this.#abhaUrl}/v1/search/searchByHealthId`,
			body: { healthId: identifier.value },
			answer: { type: 'json', schema: recordAnswer('number') },
			signal,
		});
	}

	async sendOtp(
		target: OtpTarget,
		method: OtpMethod,
		signal: AbortSignal,
	): Promise<OtpTransaction> {
		// V1/V2 logs nobody in by Aadhaar number (NHA VRFY_ABHA_401: "No APIs").
		if (target.kind === 'aadhaar') {
			throw new AppError({ code: 'method-not-available', details: null });
		}
		if (target.kind === 'mobile') this.#encryption.prepare();
		const { transactionId, sentTo } = await this.#gateway.call({
			step: 'send-otp',
			method: 'POST',
			...this.#sendRequest(target, method),
			answer: { type: 'json', schema: transactionAnswer },
			signal,
		});
		return {
			id: new Secret(transactionId),
			sentTo,
			target,
			method: target.kind === 'mobile' ? 'mobile-otp' : method,
		};
	}

	#sendRequest(
		target: Exclude<OtpTarget, { kind: 'aadhaar' }>,
		method: OtpMethod,
	): { url: string; body: unknown } {
		if (target.kind === 'mobile') {
			return {
				url: `${this.#abhaUrl}/v2/registration/mobile/login/generateOtp`,
				body: { mobile: target.number.reveal() },
			};
		}
		const { abhaNumber, abhaAddress } = target.record;
		return {
			// Seed step 4. The field is `healthid` here, in lower case, and `healthId` in the search.
			url: `${this.#abhaUrl}/v2/auth/init`,
			body: { authMethod: authMethods[method], healthid: abhaNumber ?? abhaAddress },
		};
	}

	/** The transaction stays the same; only the OTP is new. */
	async resendOtp(transaction: OtpTransaction, signal: AbortSignal): Promise<OtpTransaction> {
		const txnId = transaction.id.reveal();
		const byMobile = transaction.target.kind === 'mobile';
		await this.#gateway.call({
			step: 'resend-otp',
			method: 'POST',
			url: byMobile
				? `${this.#abhaUrl}/v2/registration/mobile/login/resendOtp`
				: `${this.#abhaUrl}/v1/auth/resendAuthOTP`,
			body: byMobile ? { txnId } : { authMethod: authMethods[transaction.method], txnId },
			answer: { type: 'text', read: readResent },
			judge: (resent) => (resent ? undefined : { code: 'abdm-refused' }),
			signal,
		});
		return transaction;
	}

	async verifyOtp(
		transaction: OtpTransaction,
		otp: Secret,
		signal: AbortSignal,
	): Promise<LoginOutcome> {
		if (transaction.target.kind === 'mobile') {
			return this.#verifyMobile(transaction, otp, signal);
		}
		// Seed step 5. This v1 endpoint takes the OTP in plain, although there is a certificate.
		const byAadhaar = transaction.method === 'aadhaar-otp';
		const tokens = await this.#gateway.call({
			step: 'verify-otp',
			method: 'POST',
			url: `${this.#abhaUrl}/v1/auth/${byAadhaar ? 'confirmWithAadhaarOtp' : 'confirmWithMobileOTP'}`,
			body: { otp: otp.reveal(), txnId: transaction.id.reveal() },
			answer: { type: 'json', schema: tokensAnswer },
			signal,
		});
		return { kind: 'logged-in', session: toProfileSession(tokens, 'number'), account: null };
	}

	async #verifyMobile(
		transaction: OtpTransaction,
		otp: Secret,
		signal: AbortSignal,
	): Promise<LoginOutcome> {
		const { transactionId, token, accounts } = await this.#encryption.send(otp, signal, (sealed) =>
			this.#gateway.call({
				step: 'verify-otp',
				method: 'POST',
				url: `${this.#abhaUrl}/v2/registration/mobile/login/verifyOtp`,
				body: { otp: sealed, txnId: transaction.id.reveal() },
				answer: { type: 'json', schema: mobileAnswer },
				// NHA VRFY_ABHA_302: a right OTP for a mobile without an ABHA.
				judge: (verified) =>
					verified.accounts.length === 0 ? { code: 'abha-not-found' } : undefined,
				signal,
			}),
		);
		return {
			kind: 'choose',
			choice: {
				accounts,
				transactionId: transactionId === null ? transaction.id : new Secret(transactionId),
				transferToken: new Secret(token),
			},
		};
	}

	async chooseAccount(
		choice: PendingChoice,
		account: Account,
		signal: AbortSignal,
	): Promise<ProfileSession> {
		const tokens = await this.#gateway.call({
			step: 'choose-account',
			method: 'POST',
			url: `${this.#abhaUrl}/v2/registration/mobile/login/userAuthorizedToken`,
			headers: { 'T-Token': `Bearer ${choice.transferToken.reveal()}` },
			body: {
				healthId: account.abhaNumber ?? account.abhaAddress,
				txnId: choice.transactionId.reveal(),
			},
			answer: { type: 'json', schema: tokensAnswer },
			signal,
		});
		return toProfileSession(tokens, 'number');
	}

	async profile(session: ProfileSession, signal: AbortSignal): Promise<Profile> {
		return this.#gateway.call({
			step: 'profile',
			...this.#accountRequest('profile', session),
			answer: { type: 'json', schema: profileAnswer },
			signal,
		});
	}

	async card(session: ProfileSession, signal: AbortSignal): Promise<Card> {
		return this.#gateway.call({
			step: 'card',
			...this.#accountRequest('getPngCard', session),
			answer: { type: 'bytes', read: readCard },
			signal,
		});
	}

	async refresh(session: ProfileSession, signal: AbortSignal): Promise<ProfileSession> {
		const refreshToken = requireRefreshToken(session);
		const tokens = await this.#gateway.call({
			step: 'refresh',
			method: 'POST',
			url: `${this.#abhaUrl}/v1/auth/generate/access-token`,
			body: { refreshToken: refreshToken.reveal() },
			answer: { type: 'json', schema: refreshAnswer },
			signal,
		});
		return { ...toProfileSession(tokens, session.family), refreshToken };
	}

	async logOut(session: ProfileSession, signal: AbortSignal): Promise<void> {
		await this.#gateway.call({
			step: 'log-out',
			...this.#accountRequest('logout', session),
			answer: { type: 'nothing' },
			signal,
		});
	}

	/** Every read of `/account` is a GET with the patient's token. */
	#accountRequest(path: string, { token }: ProfileSession) {
		return {
			method: 'GET',
			url: `${this.#abhaUrl}/v1/account/${path}`,
			headers: { 'X-Token': `Bearer ${token.reveal()}` },
		} as const;
	}
}
