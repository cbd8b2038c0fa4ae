import type { IncomingMessage } from 'node:http';

import { cardPdf, cardPng, cardSvg, qrPng } from '../card.ts';
import type { GatewayAccess } from '../gateway-access.ts';
import type { Answer } from '../http-exchange.ts';
import type { KeyPair } from '../key-pair.ts';
import type { OtpTransactions } from '../otp-transactions.ts';
import type { ProfileTokens } from '../profile-tokens.ts';
import { answerByRoute, refuseCaller, type Route, type Routes } from '../route.ts';
import { fileFor, logOut, newAccessToken, profile } from './account.ts';
import { hisFieldError, hisRequestError } from './his-error.ts';
import { confirmOtp, initAuth, resendAuthOtp, searchByHealthId } from './login.ts';
import { authorizeAccount, generateOtp, resendOtp, verifyOtp } from './mobile-login.ts';

/** What V1/V2 answers from. All but the gateway's tokens and the keys it shares with V3. */
export interface AbhaService {
	readonly access: GatewayAccess;
	readonly transactions: OtpTransactions;
	readonly tokens: ProfileTokens;
	readonly keys: KeyPair;
}

export const abhaPath = '/api';

const get = (answer: Route<AbhaService>['answer']) => ({ method: 'GET', answer }) as const;
const post = (answer: Route<AbhaService>['answer']) => ({ method: 'POST', answer }) as const;

/** The seed's steps 2 to 5, which mix v1 and v2 just so, and what follows (abdm-api.md 1.2). */
const routes: Routes<AbhaService> = new Map<string, Route<AbhaService>>([
	['/v1/auth/cert', get(async (_, { keys }) => ({ status: 200, text: await keys.publicKeyPem() }))],
	['/v1/search/searchByHealthId', post(searchByHealthId)],
	['/v2/auth/init', post(initAuth)],
	['/v1/auth/resendAuthOTP', post(resendAuthOtp)],
	['/v1/auth/confirmWithMobileOTP', post(confirmOtp('MOBILE_OTP'))],
	['/v1/auth/confirmWithAadhaarOtp', post(confirmOtp('AADHAAR_OTP'))],
	['/v1/auth/generate/access-token', post(newAccessToken)],
	['/v2/registration/mobile/login/generateOtp', post(generateOtp)],
	['/v2/registration/mobile/login/resendOtp', post(resendOtp)],
	['/v2/registration/mobile/login/verifyOtp', post(verifyOtp)],
	['/v2/registration/mobile/login/userAuthorizedToken', post(authorizeAccount)],
	['/v1/account/profile', get(profile)],
	['/v1/account/getPngCard', get(fileFor('image/png', cardPng))],
	['/v1/account/getSvgCard', get(fileFor('image/svg+xml', cardSvg))],
	['/v1/account/getCard', get(fileFor('application/pdf', cardPdf))],
	['/v1/account/qrCode', get(fileFor('image/png', qrPng))],
	['/v1/account/logout', get(logOut)],
]);

/** The gateway checks the token, the service the facility, and only then is there a resource. */
export async function answerAbha(request: IncomingMessage, service: AbhaService): Promise<Answer> {
	const { access } = service;
	const refusal = refuseCaller(request, access);
	if (refusal !== undefined) return refusal;

	const hipId = request.headers['x-hip-id'];
	if (hipId === undefined) return hisFieldError(400, 'X-HIP-ID', 'is required');
	if (hipId !== access.credentials.hipId) {
		return hisFieldError(400, 'X-HIP-ID', 'is no facility of this client');
	}
	return answerByRoute(routes, request, abhaPath, service, hisRequestError);
}
