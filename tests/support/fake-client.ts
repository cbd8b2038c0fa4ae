import type {
	AbdmClient,
	AbhaRecord,
	LoginOutcome,
	OtpTarget,
	OtpTransaction,
	PendingChoice,
	ProfileSession,
} from '../../main/abdm/client.ts';
import type { PatientIdentifier } from '../../main/desk/identity.ts';
import { AppError } from '../../main/failure.ts';
import { Secret } from '../../main/secret.ts';
import type { AbdmDetails, Failure } from '../../preload/contract/failure.ts';
import type { Account, Card, OtpMethod, Profile } from '../../preload/contract/visit.ts';

export const record: AbhaRecord = {
	name: 'Deepak Pant',
	abhaNumber: '43-4221-5105-6749',
	abhaAddress: 'deepak.pant@sbx',
	status: 'active',
	methods: ['mobile-otp', 'aadhaar-otp'],
	otherMethods: ['password'],
	family: 'number',
};

export const account: Account = {
	name: 'Meena Joshi',
	abhaNumber: '90-0000-0000-0001',
	abhaAddress: null,
	status: 'active',
	photo: null,
};

export const details: AbdmDetails = {
	incident: 'BCDF-GHJK',
	step: 'verify-otp',
	httpStatus: 422,
	abdmCode: 'HIS-1013',
};

export function session(token: string, expiresInSeconds: number | null = 1800): ProfileSession {
	const refreshToken = new Secret(`refresh of ${token}`);
	return { token: new Secret(token), expiresInSeconds, refreshToken, family: 'number' };
}

export function loggedIn(token: string, expiresInSeconds: number | null = 1800): LoginOutcome {
	return { kind: 'logged-in', session: session(token, expiresInSeconds), account: null };
}

export interface FakeCall {
	name: keyof AbdmClient;
	/** What ABDM would be told, secrets revealed. */
	argument: unknown;
	signal: AbortSignal;
	answer: (value: unknown) => void;
	fail: (failure: Failure) => void;
}

/** A client whose every call waits until the test answers it, and that stops when it is told to. */
export class FakeClient implements AbdmClient {
	readonly generation = 'v3';
	readonly numbers = ['mobile', 'aadhaar'] as const;
	resendsAnew = true;
	/** Every call ever made. */
	readonly calls: FakeCall[] = [];
	/** Those that nobody has answered yet. */
	waiting: FakeCall[] = [];
	/** A client that goes on after it was told to stop: its answers come late. */
	isStubborn = false;

	find(identifier: PatientIdentifier, signal: AbortSignal): Promise<AbhaRecord> {
		return this.#wait('find', identifier.value, signal);
	}

	sendOtp(target: OtpTarget, method: OtpMethod, signal: AbortSignal): Promise<OtpTransaction> {
		return this.#sending('sendOtp', target, method, signal);
	}

	resendOtp(transaction: OtpTransaction, signal: AbortSignal): Promise<OtpTransaction> {
		return this.#sending('resendOtp', transaction.target, transaction.method, signal);
	}

	verifyOtp(transaction: OtpTransaction, otp: Secret, signal: AbortSignal): Promise<LoginOutcome> {
		return this.#wait('verifyOtp', [transaction.id.reveal(), otp.reveal()], signal);
	}

	chooseAccount(
		choice: PendingChoice,
		chosen: Account,
		signal: AbortSignal,
	): Promise<ProfileSession> {
		return this.#wait('chooseAccount', [choice.transactionId.reveal(), chosen.abhaNumber], signal);
	}

	profile(held: ProfileSession, signal: AbortSignal): Promise<Profile> {
		return this.#wait('profile', held.token.reveal(), signal);
	}

	card(held: ProfileSession, signal: AbortSignal): Promise<Card> {
		return this.#wait('card', held.token.reveal(), signal);
	}

	refresh(held: ProfileSession, signal: AbortSignal): Promise<ProfileSession> {
		return this.#wait('refresh', held.refreshToken?.reveal(), signal);
	}

	/** Answered at once: nobody waits for it. */
	logOut(held: ProfileSession, signal: AbortSignal): Promise<void> {
		const leaving = this.#wait<undefined>('logOut', held.token.reveal(), signal);
		this.waiting.pop()?.answer(undefined);
		return leaving;
	}

	answer(value: unknown): void {
		this.waiting.shift()?.answer(value);
	}

	fail(failure: Failure): void {
		this.waiting.shift()?.fail(failure);
	}

	/** The calls of these names, oldest first. */
	of(...names: (keyof AbdmClient)[]): FakeCall[] {
		return this.calls.filter(({ name }) => names.includes(name));
	}

	/** Answered with the id of a transaction. */
	async #sending(
		name: 'sendOtp' | 'resendOtp',
		target: OtpTarget,
		method: OtpMethod,
		signal: AbortSignal,
	): Promise<OtpTransaction> {
		const whom = target.kind === 'record' ? target.record.abhaNumber : target.number.reveal();
		const id = await this.#wait<string>(name, [whom, method], signal);
		return { id: new Secret(id), sentTo: '******0903', target, method };
	}

	#wait<T>(name: keyof AbdmClient, argument: unknown, signal: AbortSignal): Promise<T> {
		return new Promise<T>((resolve, reject) => {
			const call: FakeCall = {
				name,
				argument,
				signal,
				answer: (value) => {
					resolve(value as T);
				},
				fail: (failure) => {
					reject(new AppError(failure));
				},
			};
			this.calls.push(call);
			this.waiting.push(call);
			signal.addEventListener('abort', () => {
				if (this.isStubborn) return;
				this.waiting = this.waiting.filter((other) => other !== call);
				reject(new AppError({ code: 'cancelled' }));
			});
		});
	}
}
