import type { IncomingMessage } from 'node:http';

import type { Answer } from '../http-exchange.ts';
import { answerByRoute, refuseCaller, type Route, type Routes } from '../route.ts';
import { card, logOut, newTokens, profile, qrCode, searchByNumber } from './account.ts';
import { requestAddressOtp, searchByAddress, verifyAddressOtp } from './address-login.ts';
import { addressCard, addressProfile, addressQrCode } from './address-profile.ts';
import { searchByMobile } from './find-abha.ts';
import { refuseHeaders } from './request-headers.ts';
import { requestOtp } from './request-otp.ts';
import type { V3Answer, V3Service } from './service.ts';
import { bodyError } from './v3-error.ts';
import { verifyOtp, verifyUser } from './verify.ts';

/** The two bases of abdm-api.md 2.1; in production the second is no part of the first. */
export const v3AbhaPath = '/v3gw/abha/api';
export const v3PhrPath = `${v3AbhaPath}/v3/phr/web`;

const certificate: V3Answer = async (_, { keys }) => ({
	status: 200,
	json: {
		publicKey: await keys.publicKeyBase64(),
		encryptionAlgorithm: 'RSA/ECB/OAEPWithSHA-1AndMGF1Padding',
	},
});

const get = (answer: V3Answer) => ({ method: 'GET', answer }) as const;
const post = (answer: V3Answer) => ({ method: 'POST', answer }) as const;

/** abdm-api.md 2.3 to 2.6. */
const routes: Routes<V3Service> = new Map<string, Route<V3Service>>([
	['/v3/profile/public/certificate', get(certificate)],
	['/v3/profile/login/search', post(searchByNumber)],
	['/v3/profile/login/request/otp', post(requestOtp)],
	['/v3/profile/login/verify', post(verifyOtp)],
	['/v3/profile/login/verify/user', post(verifyUser)],
	['/v3/profile/account', get(profile)],
	['/v3/profile/account/abha/search', post(searchByMobile)],
	['/v3/profile/account/abha-card', get(card)],
	['/v3/profile/account/qrCode', get(qrCode)],
	['/v3/profile/account/request/token', get(newTokens)],
	['/v3/profile/account/request/logout', get(logOut)],
	['/v3/phr/web/login/abha/search', post(searchByAddress)],
	['/v3/phr/web/login/abha/request/otp', post(requestAddressOtp)],
	['/v3/phr/web/login/abha/verify', post(verifyAddressOtp)],
	['/v3/phr/web/login/profile/abha-profile', get(addressProfile)],
	['/v3/phr/web/login/profile/abha/phr-card', get(addressCard)],
	['/v3/phr/web/login/profile/abha/qr-code', get(addressQrCode)],
]);

/** The gateway checks the token before ABHA looks at the headers. There is no `X-HIP-ID` here. */
export async function answerV3(request: IncomingMessage, service: V3Service): Promise<Answer> {
	const refusal =
		refuseCaller(request, service.access) ?? refuseHeaders(request.headers, service.clock);
	return refusal ?? answerByRoute(routes, request, v3AbhaPath, service, bodyError);
}
