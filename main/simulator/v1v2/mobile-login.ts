import type { Answer } from '../http-exchange.ts';
import type { Expected } from '../otp-transactions.ts';
import { findByMobile, findPatient } from '../patient-lookup.ts';
import type { Patient } from '../patient.ts';
import { inStyleOf, sharedFields } from '../profile-fields.ts';
import { bearerOf, isFilled, uuid, type Asked } from '../route.ts';
import type { AbhaService } from './abha-routes.ts';
import { hisError, hisFieldError } from './his-error.ts';
import { refusedOtp, required, resend } from './login.ts';

/** Login by mobile number (abdm-api.md 1.2, row 17). */
const expected: Expected = { by: ['mobile'], method: 'MOBILE_OTP' };

/** The mobile goes in plain here. */
export function generateOtp({ fields: { mobile } }: Asked, { transactions }: AbhaService): Answer {
	if (!isFilled(mobile) || !/^[1-9]\d{9}$/.test(mobile)) return hisError('HIS-1011');
	const accounts = findByMobile(mobile);
	if (accounts.length === 0) return hisError('HIS-1008');
	const opened = transactions.openForMobile(mobile, accounts);
	if (opened.outcome === 'opened') {
		const mobileNumber = mobile.slice(-4).padStart(mobile.length, 'X');
		return { status: 200, json: { txnId: opened.txnId, mobileNumber } };
	}
	return hisError(opened.outcome === 'too-soon' ? 'HIS-1023' : 'HIS-2017');
}

export function resendOtp({ fields }: Asked, { transactions }: AbhaService): Answer {
	return resend(fields, expected, transactions);
}

/** V2: the OTP is encrypted (abdm-api.md 1.3). What it opens is a choice, not yet an account. */
export async function verifyOtp(
	{ fields: { otp, txnId: sentId } }: Asked,
	{ transactions, tokens, keys }: AbhaService,
): Promise<Answer> {
	if (!isFilled(sentId)) return hisFieldError(400, 'txnId', required);
	if (!isFilled(otp)) return hisFieldError(400, 'otp', required);
	if (!uuid.test(sentId)) return hisError('HIS-1012');
	const plainOtp = await keys.decryptPkcs1(otp);
	if (plainOtp === undefined) return hisError('HIS-1047');
	if (!/^\d{6}$/.test(plainOtp)) return hisError('HIS-2022');

	const txnId = sentId.toLowerCase();
	const confirmed = transactions.confirm(txnId, expected, plainOtp);
	if (confirmed.outcome !== 'confirmed') return refusedOtp(confirmed);
	const { accounts } = confirmed.login;
	const linked = accounts.map(linkedAccount);
	return {
		status: 200,
		json: {
			txnId,
			token: tokens.allowTransfer({ family: 'v1v2', txnId, accounts }),
			// An object in the Swagger, an array in clients that work (abdm-api.md 1.2, row 17).
			mobileLinkedHid: linked.length === 1 ? linked[0] : linked,
		},
	};
}

/** The T-Token opens one account of the mobile, and no other's. */
export function authorizeAccount({ fields, headers }: Asked, { tokens }: AbhaService): Answer {
	const { healthId, txnId } = fields;
	if (!isFilled(healthId)) return hisFieldError(400, 'healthId', required);
	const transfer = tokens.readTransfer(bearerOf(headers['t-token']));
	if (transfer.state !== 'valid' || transfer.of.family !== 'v1v2') {
		return hisFieldError(401, 'T-Token', 'is missing, unknown or expired');
	}
	if (!isFilled(txnId) || txnId.toLowerCase() !== transfer.of.txnId) return hisError('HIS-1026');
	const patient = findPatient(healthId);
	if (patient === undefined || !transfer.of.accounts.includes(patient)) {
		return hisError('HIS-1008');
	}
	if (patient.status !== 'ACTIVE') return hisError('HIS-1007');
	const { firstName, middleName, lastName, gender } = sharedFields(patient);
	const person = { firstName, middleName, lastName, gender };
	return {
		status: 200,
		json: { ...tokens.logIn('v1v2', patient), ...person, ...linkedAccount(patient) },
	};
}

/** The Swagger names no status here. */
function linkedAccount(patient: Patient): object {
	return inStyleOf(patient, {
		healthIdNumber: patient.abhaNumber,
		healthId: patient.abhaAddress?.replace(/@.*$/, ''),
		name: patient.name,
		profilePhoto: patient.photo,
		phrAddress: patient.abhaAddress,
	});
}
