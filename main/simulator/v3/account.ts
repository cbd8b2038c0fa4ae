import { cardPng, qrPng } from '../card.ts';
import type { Answer } from '../http-exchange.ts';
import { findPatient } from '../patient-lookup.ts';
import { isKycVerified, type Patient } from '../patient.ts';
import { birthAndCodes, inStyleOf, kycWords, masked, sharedFields } from '../profile-fields.ts';
import type { ProfileLogin, TokenFamily } from '../profile-tokens.ts';
import { bearerOf, type Asked } from '../route.ts';
import { abhaNumberPattern } from './login-id.ts';
import type { V3Answer, V3Service } from './service.ts';
import { codedError, fieldError, flatError, messageError, timestampOf } from './v3-error.ts';
import { profileTokens } from './verify.ts';

/** `POST /v3/profile/login/search` (abdm-api.md 2.4). It names the address, but not the person. */
export const searchByNumber: V3Answer = ({ fields: { ABHANumber } }, { clock }) => {
	if (typeof ABHANumber !== 'string' || !abhaNumberPattern.test(ABHANumber)) {
		return fieldError(clock, 'ABHANumber', 'Invalid ABHA Number');
	}
	const patient = findPatient(ABHANumber);
	if (patient === undefined) return codedError('ABDM-1114');
	return {
		status: 200,
		json: inStyleOf(patient, {
			ABHANumber,
			preferredAbhaAddress: patient.abhaAddress,
			authMethods: patient.authMethods,
			blockedAuthMethods: patient.blockedAuthMethods ?? [],
			status: patient.status,
			mobile: masked.tail(patient),
			...kycWords(patient),
			tags: {},
			isDocumentAccount: false,
		}),
	};
};

/** `GET /v3/profile/account` */
export const profile: V3Answer = (asked, service) =>
	withToken(asked, service, ({ patient }) => ({ status: 200, json: accountOf(patient) }));

/** A 202, as clients have seen it (abdm-api.md 2.5). */
export const card: V3Answer = (asked, service) =>
	withToken(asked, service, ({ patient }) => ({
		status: 202,
		file: { type: 'image/png', bytes: cardPng(patient) },
	}));

export const qrCode: V3Answer = (asked, service) =>
	withToken(asked, service, ({ patient }) => ({
		status: 200,
		file: { type: 'image/png', bytes: qrPng(patient) },
	}));

/**
 * `GET …/request/token`, with the R-token. No example of its answer is public. Like the log-out it
 * is documented once, so both families use it.
 */
export const newTokens: V3Answer = ({ headers }, { clock, tokens }) => {
	const read = tokens.readLogin('refresh', bearerOf(headers['r-token']));
	if (read.state === 'expired') return messageError(clock, 401, 'R-token expired');
	if (read.state === 'unknown' || read.of.family === 'v1v2') {
		return messageError(clock, 400, 'Invalid R-token');
	}
	return { status: 200, json: profileTokens(tokens.renew(read.of)) };
};

/** Ends the refresh token as well. */
export const logOut: V3Answer = (asked, service) =>
	withToken(
		asked,
		service,
		(login) => {
			login.isOver = true;
			const message = 'You have been logged out';
			return { status: 200, json: { message, timestamp: timestampOf(service.clock) } };
		},
		['v3-number', 'v3-address'],
	);

/** A token of another family is no better than one that has expired (NHA's FAQ). */
function withToken(
	{ headers }: Asked,
	{ clock, tokens }: V3Service,
	account: (login: ProfileLogin) => Answer,
	families: readonly TokenFamily[] = ['v3-number'],
): Answer {
	const read = tokens.readLogin('profile', bearerOf(headers['x-token']));
	if (read.state === 'unknown') return messageError(clock, 400, 'Invalid X-token');
	if (read.state === 'expired') return messageError(clock, 401, 'X-token expired');
	if (!families.includes(read.of.family)) return flatError(401, 'ABDM-1094', 'X-token expired');
	return account(read.of);
}

function accountOf(patient: Patient): object {
	return inStyleOf(patient, {
		ABHANumber: patient.abhaNumber,
		preferredAbhaAddress: patient.abhaAddress,
		name: patient.name,
		status: patient.status,
		mobile: masked.tail(patient),
		...sharedFields(patient),
		...birthAndCodes(patient),
		...kycWords(patient),
		pincode: patient.home.pincode,
		kycPhoto: patient.photo,
		kycVerified: isKycVerified(patient),
		emailVerified: undefined,
		tags: {},
		createdDate: '07-05-2024',
	});
}
