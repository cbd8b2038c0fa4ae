import { z } from 'zod';

import { maskMobile } from '../../desk/identity.ts';
import { requiredText, seconds, text } from '../fields.ts';
import { accountAnswer } from '../person.ts';

/**
 * The answers of V1/V2 that V3 has no like of (abdm-api.md 1.2). Loose: fields come and go between
 * ABDM's own documents, and only what the desk needs is required.
 */

/** `POST /v2/auth/init` (seed step 4) and `…/mobile/login/generateOtp`. Newer servers add the mobile. */
export const transactionAnswer = z
	.object({ txnId: requiredText, mobileNumber: text })
	.transform(({ txnId, mobileNumber }) => ({
		transactionId: txnId,
		sentTo: mobileNumber === null ? null : maskMobile(mobileNumber),
	}));

/** `POST /v1/auth/resendAuthOTP` and `…/mobile/login/resendOtp`: `true`, bare or as a string. */
export function readResent(answer: string): boolean {
	const word = answer.trim().replaceAll('"', '').toLowerCase();
	if (word !== 'true' && word !== 'false') throw new TypeError('Neither true nor false');
	return word === 'true';
}

/**
 * `POST …/mobile/login/verifyOtp`. NHA's Swagger spells `txnid` and has one account, its servers
 * spell `txnId` and have a list (Bahmni reads one).
 */
export const mobileAnswer = z
	.object({
		txnId: text,
		txnid: text,
		token: requiredText,
		mobileLinkedHid: z
			.union([z.array(accountAnswer), accountAnswer.transform((one) => [one])])
			.nullish(),
	})
	.transform(({ txnId, txnid, token, mobileLinkedHid }) => ({
		transactionId: txnId ?? txnid,
		token,
		accounts: (mobileLinkedHid ?? []).filter(
			({ abhaNumber, abhaAddress }) => abhaNumber !== null || abhaAddress !== null,
		),
	}));

/** `POST /v1/auth/generate/access-token`: here the token has another name than everywhere else. */
export const refreshAnswer = z
	.object({ accessToken: requiredText, expiresIn: seconds })
	.transform(({ accessToken, expiresIn }) => ({
		token: accessToken,
		expiresIn,
		refreshToken: null,
	}));
