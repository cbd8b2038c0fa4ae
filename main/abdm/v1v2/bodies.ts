import { z } from 'zod';

import type { AbhaStatus, OtherMethod, OtpMethod } from '../../../preload/contract.ts';
import type { AbhaRecord, OtpTransaction } from '../client.ts';
import { formatAbhaNumber, maskMobile } from '../../desk/identity.ts';

/**
 * The answers of V1/V2 (abdm-api.md 1.2). Loose: fields come and go between ABDM's own documents,
 * and only what the desk needs is required.
 */
const optionalText = z
	.string()
	.nullish()
	.transform((text) =>
		text === undefined || text === null || text.trim() === '' ? null : text.trim(),
	);

/** Maps, because ABDM's words are foreign: an object would also know `constructor`. */
const statuses = new Map<string, AbhaStatus>(
	Object.entries({
		ACTIVE: 'active',
		DEACTIVATED: 'deactivated',
		BLOCKED: 'blocked',
		LOCKED: 'locked',
		CONSENTPENDING: 'consent-pending',
		DELETED: 'deleted',
	}),
);

/** Written to ABDM in step 4, and read from it in step 3. */
export const authMethods: Readonly<Record<OtpMethod, string>> = { 'mobile-otp': 'MOBILE_OTP' };

const otherMethods = new Map<string, OtherMethod>(
	Object.entries({
		AADHAAR_OTP: 'aadhaar-otp',
		PASSWORD: 'password',
		DEMOGRAPHICS: 'demographics',
		AADHAAR_BIO: 'biometric',
	}),
);

/** Step 3, `POST /v1/search/searchByHealthId`. */
export const searchAnswer = z
	.object({
		healthId: optionalText,
		healthIdNumber: optionalText,
		name: optionalText,
		status: optionalText,
		authMethods: z.array(z.string()).nullish(),
	})
	.transform((body): AbhaRecord => {
		const allowed = body.authMethods ?? [];
		const offered = (Object.keys(authMethods) as OtpMethod[]).filter((method) =>
			allowed.includes(authMethods[method]),
		);
		const others = allowed
			.filter((method) => !Object.values(authMethods).includes(method))
			.map((method) => otherMethods.get(method) ?? 'unknown');
		return {
			name: body.name,
			abhaNumber: body.healthIdNumber === null ? null : formatAbhaNumber(body.healthIdNumber),
			abhaAddress: body.healthId,
			status: statuses.get(body.status?.toUpperCase() ?? '') ?? 'unknown',
			methods: offered,
			otherMethods: [...new Set(others)],
		};
	})
	.refine((record) => record.abhaNumber !== null || record.abhaAddress !== null, {
		error: 'Neither a number nor an address',
	});

/** Step 4, `POST /v2/auth/init`. Newer servers add the masked mobile. */
export const initAnswer = z
	.object({ txnId: z.string().min(1), mobileNumber: optionalText })
	.transform(({ txnId, mobileNumber }) => ({
		transactionId: txnId,
		sentTo: mobileNumber === null ? null : maskMobile(mobileNumber),
	})) satisfies z.ZodType<{ transactionId: string; sentTo: OtpTransaction['sentTo'] }>;

/** Step 5, `POST /v1/auth/confirmWithMobileOTP`. Older servers send the token alone. */
export const confirmAnswer = z
	.object({ token: z.string().min(1), expiresIn: z.number().positive().nullish() })
	.transform(({ token, expiresIn }) => ({ token, expiresInSeconds: expiresIn ?? null }));
