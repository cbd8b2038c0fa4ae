import type { Clock } from '../clock.ts';
import { randomToken } from './gateway-access.ts';
import type { Patient } from './patient.ts';

/** Whose tokens they are: V1/V2's, or one of the two families of V3 (abdm-api.md 2.6). */
export type TokenFamily = 'v1v2' | 'v3-number' | 'v3-address';

/** Lifetimes of abdm-api.md 2.8. */
export const profileTokenSeconds = 1800;
export const transferTokenSeconds = 300;
export const refreshTokenSeconds = 1_296_000;

/** A patient who has logged in. Logging out ends all tokens of the login. */
export interface ProfileLogin {
	readonly family: TokenFamily;
	readonly patient: Patient;
	isOver: boolean;
}

/** A mobile whose OTP was right: one of its accounts may log in. */
export interface Transfer {
	readonly family: TokenFamily;
	readonly txnId: string;
	readonly accounts: readonly Patient[];
}

export type Reading<T> = { state: 'valid'; of: T } | { state: 'expired' } | { state: 'unknown' };

type Grant = { readonly expiresAtMs: number } & (
	| { readonly kind: 'profile' | 'refresh'; readonly of: ProfileLogin }
	| { readonly kind: 'transfer'; readonly of: Transfer }
);

/** The patients' tokens, of both generations. A token of one kind is never good for another. */
export class ProfileTokens {
	readonly #clock: Clock;
	readonly #grants = new Map<string, Grant>();

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	logIn(family: TokenFamily, patient: Patient): { token: string; refreshToken: string } {
		return this.renew({ family, patient, isOver: false });
	}

	/** New tokens for the same login. The ones before them stay valid for as long as they last. */
	renew(login: ProfileLogin): { token: string; refreshToken: string } {
		return {
			token: this.#grant({
				kind: 'profile',
				of: login,
				expiresAtMs: this.#inSeconds(profileTokenSeconds),
			}),
			refreshToken: this.#grant({
				kind: 'refresh',
				of: login,
				expiresAtMs: this.#inSeconds(refreshTokenSeconds),
			}),
		};
	}

	allowTransfer(transfer: Transfer): string {
		const expiresAtMs = this.#inSeconds(transferTokenSeconds);
		return this.#grant({ kind: 'transfer', of: transfer, expiresAtMs });
	}

	readLogin(kind: 'profile' | 'refresh', token: string | undefined): Reading<ProfileLogin> {
		const grant = this.#find(token);
		if (grant?.kind !== kind) return { state: 'unknown' };
		const isOver = grant.of.isOver || this.#clock.nowMs() >= grant.expiresAtMs;
		return isOver ? { state: 'expired' } : { state: 'valid', of: grant.of };
	}

	readTransfer(token: string | undefined): Reading<Transfer> {
		const grant = this.#find(token);
		if (grant?.kind !== 'transfer') return { state: 'unknown' };
		const isOver = this.#clock.nowMs() >= grant.expiresAtMs;
		return isOver ? { state: 'expired' } : { state: 'valid', of: grant.of };
	}

	#find(token: string | undefined): Grant | undefined {
		return token === undefined ? undefined : this.#grants.get(token);
	}

	#grant(grant: Grant): string {
		const token = randomToken();
		this.#grants.set(token, grant);
		return token;
	}

	#inSeconds(seconds: number): number {
		return this.#clock.nowMs() + seconds * 1000;
	}
}
