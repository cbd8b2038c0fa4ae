import type { Answer } from '../http-exchange.ts';
import { isKycVerified, type Patient } from '../patient.ts';
import { birthStrings, inStyleOf, kycWords, sharedFields } from '../profile-fields.ts';
import { profileTokenSeconds, type ProfileLogin } from '../profile-tokens.ts';
import { bearerOf, isFilled, type Asked } from '../route.ts';
import type { AbhaService } from './abha-routes.ts';
import { hisFieldError } from './his-error.ts';
import { required } from './login.ts';

/** What the X-Token is for (abdm-api.md 1.2, rows 10 to 15). */
type Account = (login: ProfileLogin) => Answer;

/** `GET /v1/account/profile`: the fields of the Swagger's `UserDTO`; the mobile is not masked. */
export function profile(asked: Asked, service: AbhaService): Answer {
	return withToken(asked, service, ({ patient }) => ({ status: 200, json: userDto(patient) }));
}

/** The card and the QR square. */
export function fileFor(type: string, draw: (patient: Patient) => Buffer) {
	return (asked: Asked, service: AbhaService): Answer =>
		withToken(asked, service, ({ patient }) => ({
			status: 200,
			file: { type, bytes: draw(patient) },
		}));
}

/** Answers an empty 200, and ends the refresh token as well. */
export function logOut(asked: Asked, service: AbhaService): Answer {
	return withToken(asked, service, (login) => {
		login.isOver = true;
		return { status: 200 };
	});
}

/** `POST /v1/auth/generate/access-token`. A refused refresh token is a 422 in the Swagger. */
export function newAccessToken({ fields }: Asked, { tokens }: AbhaService): Answer {
	const { refreshToken } = fields;
	if (!isFilled(refreshToken)) return hisFieldError(400, 'refreshToken', required);
	const read = tokens.readLogin('refresh', refreshToken);
	if (read.state !== 'valid' || read.of.family !== 'v1v2') {
		return hisFieldError(422, 'refreshToken', 'is unknown or expired');
	}
	const { token } = tokens.renew(read.of);
	return { status: 200, json: { accessToken: token, expiresIn: profileTokenSeconds } };
}

/** The gateway has its own 401; this one is the service's (abdm-api.md 1.5, outer HIS-401). */
function withToken({ headers }: Asked, { tokens }: AbhaService, account: Account): Answer {
	const token = bearerOf(headers['x-token']);
	if (token === undefined) return hisFieldError(401, 'X-Token', required);
	const read = tokens.readLogin('profile', token);
	if (read.state !== 'valid' || read.of.family !== 'v1v2') {
		return hisFieldError(401, 'X-Token', 'is unknown or expired');
	}
	return account(read.of);
}

function userDto(patient: Patient): object {
	const { home } = patient;
	return inStyleOf(patient, {
		healthIdNumber: patient.abhaNumber,
		healthId: patient.abhaAddress,
		name: patient.name,
		mobile: patient.mobile,
		...sharedFields(patient),
		...birthStrings(patient),
		...kycWords(patient),
		kycVerified: isKycVerified(patient),
		emailVerified: false,
		pincode: home.pincode,
		stateCode: home.stateCode,
		districtCode: home.districtCode,
		phrAddress: patient.abhaAddress === undefined ? [] : [patient.abhaAddress],
		tags: {},
		new: false,
	});
}
