import { cardPng, qrPng } from '../card.ts';
import type { Answer } from '../http-exchange.ts';
import { isKycVerified, type Patient } from '../patient.ts';
import { birthInOne, birthStrings, inStyleOf, masked, sharedFields } from '../profile-fields.ts';
import type { ProfileLogin } from '../profile-tokens.ts';
import { bearerOf, type Asked } from '../route.ts';
import type { V3Answer, V3Service } from './service.ts';
import { flatError } from './v3-error.ts';

/** What the address family's own tokens open (abdm-api.md 2.6). */
export const addressProfile: V3Answer = (asked, service) =>
	withToken(asked, service, ({ patient }) => ({ status: 200, json: profileOf(patient) }));

export const addressCard: V3Answer = (asked, service) =>
	withToken(asked, service, ({ patient }) => ({
		status: 200,
		file: { type: 'image/png', bytes: cardPng(patient) },
	}));

export const addressQrCode: V3Answer = (asked, service) =>
	withToken(asked, service, ({ patient }) => ({
		status: 200,
		file: { type: 'image/png', bytes: qrPng(patient) },
	}));

/** Without a token the answer has no body at all, as was seen on the wire. */
function withToken(
	{ headers }: Asked,
	{ tokens }: V3Service,
	account: (login: ProfileLogin) => Answer,
): Answer {
	const token = bearerOf(headers['x-token']);
	if (token === undefined) return { status: 401 };
	const read = tokens.readLogin('profile', token);
	if (read.state !== 'valid' || read.of.family !== 'v3-address') {
		return flatError(401, 'ABDM-1094', 'X-token expired');
	}
	return account(read.of);
}

/** Flags are words here, and the PIN code is spelt in its own way. */
function profileOf(patient: Patient): object {
	return inStyleOf(patient, {
		abhaAddress: patient.abhaAddress,
		abhaNumber: patient.abhaNumber,
		fullName: patient.name,
		...sharedFields(patient),
		...birthStrings(patient),
		dateOfBirth: birthInOne(patient),
		mobile: masked.perhaps(patient),
		pinCode: patient.home.pincode,
		stateCode: patient.home.stateCode,
		districtCode: patient.home.districtCode,
		status: patient.status,
		emailVerified: 'false',
		mobileVerified: 'true',
		kycStatus: isKycVerified(patient) ? 'VERIFIED' : 'PENDING',
		abhaLinkedCount: '1',
	});
}
