import { z } from 'zod';

import type { Account } from '../../../preload/contract/visit.ts';
import { requiredText, seconds, text } from '../fields.ts';
import { accountAnswer } from '../person.ts';
import { type Tokens, tokensAnswer } from '../profile-session.ts';

/** The answers of V3's logins (abdm-api.md 2.4 and 2.6), of both families. */

/** `…/request/otp`. */
export const otpSentAnswer = z
	.object({ txnId: requiredText, message: text })
	.transform(({ txnId, message }) => ({ transactionId: txnId, sentTo: readSentTo(message) }));

/**
 * The end of the mobile number in "OTP sent to mobile number ending with ******0903". Masked again,
 * in case ABDM once forgets to; no other number of the message passes.
 */
function readSentTo(message: string | null): string | null {
	const tail = /(?:ending (?:with|in)|[*x]{2,}|\d{6})[\s*x]*(\d{4})(?!\d)/i.exec(
		message ?? '',
	)?.[1];
	return tail === undefined ? null : `******${tail}`;
}

export type VerifyAnswer =
	| { verified: false; message: string }
	/** Without tokens there are no accounts either: a right OTP of somebody without an ABHA. */
	| { verified: true; tokens: Tokens | null; transactionId: string | null; accounts: Account[] };

/**
 * `…/verify`. HTTP 200 is not success: `authResult` tells. The address family puts its tokens into
 * an object, and calls its accounts users.
 */
export const verifyAnswer = z
	.object({
		authResult: text,
		message: text,
		txnId: text,
		token: text,
		expiresIn: seconds,
		refreshToken: text,
		tokens: tokensAnswer.nullish(),
		accounts: z.array(accountAnswer).nullish(),
		users: z.array(accountAnswer).nullish(),
	})
	.transform((body, context): VerifyAnswer => {
		const authResult = body.authResult?.toLowerCase();
		if (authResult !== undefined && authResult !== 'success') {
			return { verified: false, message: body.message ?? '' };
		}
		const { token, expiresIn, refreshToken } = body;
		const tokens = token === null ? (body.tokens ?? null) : { token, expiresIn, refreshToken };
		const accounts = body.accounts ?? body.users ?? [];
		if (tokens === null && (authResult === undefined || accounts.length > 0)) {
			context.addIssue({ code: 'custom', path: ['token'], message: 'No token' });
			return z.NEVER;
		}
		return { verified: true, tokens, transactionId: body.txnId, accounts };
	});
