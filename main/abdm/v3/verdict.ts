import type { Account } from '../../../preload/contract/visit.ts';
import { Secret } from '../../secret.ts';
import type { AbhaFamily, LoginOutcome, OtpTarget, OtpTransaction } from '../client.ts';
import { judgeRefusal, type Outcome } from '../outcome.ts';
import { toProfileSession } from '../profile-session.ts';
import type { VerifyAnswer } from './bodies.ts';

/** Why a login failed in an answer of HTTP 200 (abdm-api.md 2.4), if it did. */
export function judgeVerify(answer: VerifyAnswer, family: AbhaFamily): Outcome | undefined {
	if (!answer.verified) {
		const { outcome, generic } = judgeRefusal({
			generation: 'v3',
			step: 'verify-otp',
			httpStatus: 200,
			error: { code: null, message: answer.message, field: null },
			retryAfterSeconds: null,
			emptyBody: false,
		});
		// Whatever else ABDM says of an OTP that did not pass: the transaction may live on.
		return generic ? { code: 'wrong-otp', attemptsLeft: null } : outcome;
	}
	// A right OTP of somebody without an ABHA (NHA VRFY_ABHA_302 and 403).
	const nobody =
		answer.tokens === null ||
		(!isLoggedIn(answer.tokens.refreshToken, family) && choosable(answer.accounts).length === 0);
	return nobody ? { code: 'abha-not-found' } : undefined;
}

/** What an answer that `judgeVerify` let pass leads to. */
export function loginOutcome(
	answer: VerifyAnswer,
	transaction: OtpTransaction,
	family: AbhaFamily,
): LoginOutcome {
	if (!answer.verified || answer.tokens === null) throw new TypeError('Judged before');
	const { tokens, accounts, transactionId } = answer;
	if (isLoggedIn(tokens.refreshToken, family)) {
		const account = accountOf(transaction.target, accounts);
		return { kind: 'logged-in', session: toProfileSession(tokens, family), account };
	}
	return {
		kind: 'choose',
		choice: {
			accounts: choosable(accounts),
			transactionId: transactionId === null ? transaction.id : new Secret(transactionId),
			transferToken: new Secret(tokens.token),
		},
	};
}

/**
 * Whether the token is the patient's already, or good for choosing only. The refresh token tells,
 * never the number of accounts: a mobile with one ABHA has to be chosen for too.
 */
function isLoggedIn(refreshToken: string | null, family: AbhaFamily): boolean {
	return refreshToken !== null || family === 'address';
}

/** `verify/user` takes a number; enrolments that have none yet cannot be logged in with. */
function choosable(accounts: readonly Account[]): readonly Account[] {
	return accounts.filter(({ abhaNumber }) => abhaNumber !== null);
}

/** Which of the accounts the login was for; with several and none that fits, ABDM has not said. */
function accountOf(target: OtpTarget, accounts: readonly Account[]): Account | null {
	const asked = target.kind === 'record' ? target.record : null;
	const same = accounts.find(
		({ abhaNumber, abhaAddress }) =>
			(abhaNumber !== null && abhaNumber === asked?.abhaNumber) ||
			(abhaAddress !== null && abhaAddress === asked?.abhaAddress),
	);
	return same ?? (accounts.length === 1 ? (accounts[0] ?? null) : null);
}
