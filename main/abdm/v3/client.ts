import type { Account, Card, OtpMethod, Profile } from '../../../preload/contract/visit.ts';
import type { PatientIdentifier } from '../../desk/identity.ts';
import { Secret } from '../../secret.ts';
import { readCard } from '../card.ts';
import { readCertificate } from '../certificate.ts';
import type {
	AbdmClient,
	AbhaFamily,
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
import { otpSentAnswer, verifyAnswer } from './bodies.ts';
import { loginOf, otpSystems, verifyScopes } from './login.ts';
import { familyPaths, type FamilyPaths, type V3Urls } from './paths.ts';
import { judgeVerify, loginOutcome } from './verdict.ts';

export interface V3Options {
	urls: V3Urls;
	/** What a bare ABHA address ends in here: `@sbx` or `@abdm`. V3 looks up whole addresses only. */
	addressSuffix: string;
}

/** Today's API (abdm-api.md 2). What was begun in one family of calls stays in it to the end. */
export class V3Client implements AbdmClient {
	readonly generation = 'v3';
	readonly numbers = ['mobile', 'aadhaar'] as const;
	readonly resendsAnew = true;
	readonly #gateway: Gateway;
	/** Of the account calls that only the number family has. */
	readonly #profileUrl: string;
	readonly #addressSuffix: string;
	readonly #paths: Readonly<Record<AbhaFamily, FamilyPaths>>;
	readonly #encryption: Encryption;

	constructor(gateway: Gateway, { urls, addressSuffix }: V3Options) {
		this.#gateway = gateway;
		this.#profileUrl = `${urls.abha}/v3/profile`;
		this.#addressSuffix = addressSuffix;
		this.#paths = familyPaths(urls);
		this.#encryption = new Encryption(() =>
			gateway.call({
				step: 'certificate',
				method: 'GET',
				url: `${this.#profileUrl}/public/certificate`,
				// V3 names the algorithm beside the key, and has changed it once already.
				answer: { type: 'text', read: (json) => readCertificate(json, null) },
			}),
		);
	}

	async find(identifier: PatientIdentifier, signal: AbortSignal): Promise<AbhaRecord> {
		this.#encryption.prepare();
		if (identifier.kind === 'abha-number') {
			const record = await this.#search('number', { ABHANumber: identifier.value }, signal);
			// A login needs the number whole, and the answer may mask it.
			const whole = /^[\d-]+$/.test(record.abhaNumber ?? '');
			return whole ? record : { ...record, abhaNumber: identifier.value };
		}
		const { value } = identifier;
		const abhaAddress = value.includes('@') ? value : `${value}${this.#addressSuffix}`;
		const record = await this.#search('address', { abhaAddress }, signal);
		return { ...record, abhaAddress: record.abhaAddress ?? abhaAddress };
	}

	async #search(family: AbhaFamily, body: unknown, signal: AbortSignal): Promise<AbhaRecord> {
		return this.#gateway.call({
			step: 'search',
			method: 'POST',
			url: this.#paths[family].search,
			body,
			answer: { type: 'json', schema: recordAnswer(family) },
			signal,
		});
	}

	async sendOtp(
		target: OtpTarget,
		method: OtpMethod,
		signal: AbortSignal,
	): Promise<OtpTransaction> {
		return this.#requestOtp('send-otp', target, method, signal);
	}

	/** V3 has no resend: another request is another transaction, and only the newest counts. */
	async resendOtp(transaction: OtpTransaction, signal: AbortSignal): Promise<OtpTransaction> {
		return this.#requestOtp('resend-otp', transaction.target, transaction.method, signal);
	}

	async #requestOtp(
		step: 'send-otp' | 'resend-otp',
		target: OtpTarget,
		wanted: OtpMethod,
		signal: AbortSignal,
	): Promise<OtpTransaction> {
		const { family, method, loginHint, loginId } = loginOf(target, wanted);
		const { scope, requestOtp } = this.#paths[family];
		const sent = await this.#encryption.send(loginId, signal, (sealed) =>
			this.#gateway.call({
				step,
				method: 'POST',
				url: requestOtp,
				body: {
					scope: [scope, verifyScopes[method]],
					loginHint,
					loginId: sealed,
					otpSystem: otpSystems[method],
				},
				answer: { type: 'json', schema: otpSentAnswer },
				signal,
			}),
		);
		return { id: new Secret(sent.transactionId), sentTo: sent.sentTo, target, method };
	}

	async verifyOtp(
		transaction: OtpTransaction,
		otp: Secret,
		signal: AbortSignal,
	): Promise<LoginOutcome> {
		const { family, method } = loginOf(transaction.target, transaction.method);
		const { scope, verify } = this.#paths[family];
		const answer = await this.#encryption.send(otp, signal, (sealed) =>
			this.#gateway.call({
				step: 'verify-otp',
				method: 'POST',
				url: verify,
				body: {
					scope: [scope, verifyScopes[method]],
					authData: {
						authMethods: ['otp'],
						otp: { txnId: transaction.id.reveal(), otpValue: sealed },
					},
				},
				answer: { type: 'json', schema: verifyAnswer },
				judge: (verified) => judgeVerify(verified, family),
				signal,
			}),
		);
		return loginOutcome(answer, transaction, family);
	}

	async chooseAccount(
		choice: PendingChoice,
		account: Account,
		signal: AbortSignal,
	): Promise<ProfileSession> {
		const tokens = await this.#gateway.call({
			step: 'choose-account',
			method: 'POST',
			url: `${this.#profileUrl}/login/verify/user`,
			headers: { 'T-token': `Bearer ${choice.transferToken.reveal()}` },
			body: { ABHANumber: account.abhaNumber, txnId: choice.transactionId.reveal() },
			answer: { type: 'json', schema: tokensAnswer },
			signal,
		});
		return toProfileSession(tokens, 'number');
	}

	async profile(session: ProfileSession, signal: AbortSignal): Promise<Profile> {
		return this.#gateway.call({
			step: 'profile',
			...readOf(this.#paths[session.family].profile, session),
			answer: { type: 'json', schema: profileAnswer },
			signal,
		});
	}

	async card(session: ProfileSession, signal: AbortSignal): Promise<Card> {
		return this.#gateway.call({
			step: 'card',
			...readOf(this.#paths[session.family].card, session),
			answer: { type: 'bytes', read: readCard },
			signal,
		});
	}

	/** NHA documents this call, and the log-out, once for both families. */
	async refresh(session: ProfileSession, signal: AbortSignal): Promise<ProfileSession> {
		const refreshToken = requireRefreshToken(session);
		const tokens = await this.#gateway.call({
			step: 'refresh',
			method: 'GET',
			url: `${this.#profileUrl}/account/request/token`,
			headers: { 'R-token': `Bearer ${refreshToken.reveal()}` },
			answer: { type: 'json', schema: tokensAnswer },
			signal,
		});
		const renewed = toProfileSession(tokens, session.family);
		return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
	}

	async logOut(session: ProfileSession, signal: AbortSignal): Promise<void> {
		await this.#gateway.call({
			step: 'log-out',
			...readOf(`${this.#profileUrl}/account/request/logout`, session),
			answer: { type: 'nothing' },
			signal,
		});
	}
}

/** What is read of a patient is a GET with the patient's token. */
function readOf(url: string, { token }: ProfileSession) {
	return { method: 'GET', url, headers: { 'X-token': `Bearer ${token.reveal()}` } } as const;
}
