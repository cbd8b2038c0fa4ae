import { generateKeyPairSync } from 'node:crypto';

import { type RecordedRequest, type Respond, ScriptedServer, sendJson } from './scripted-server.ts';

/** Values that must never be seen outside main; a test looks for them in all that left it. */
export const canaries = {
	clientSecret: 'canary-client-secret-5d1f',
	accessToken: 'canary-access-token-8c2e',
	txnId: 'c0ffee00-0696-40f3-864c-5a3a5b389a83',
	otp: '012345',
	profileToken: 'canary-profile-token-77ab',
	refreshToken: 'canary-refresh-token-19cd',
};

export const seedHipId = 'IN2910000007';

const certificate = generateKeyPairSync('rsa', { modulusLength: 2048 })
	.publicKey.export({ type: 'spki', format: 'pem' })
	.toString();

/** The answers of seed/login-with-mobile-otp.md, by method and path. */
const answers: Record<string, Respond> = {
	'POST /gateway/v0.5/sessions': (_request, response) => {
		sendJson(response, 200, {
			accessToken: canaries.accessToken,
			expiresIn: 600,
			refreshExpiresIn: 1800,
			refreshToken: 'gateway-refresh',
			tokenType: 'bearer',
		});
	},
	'GET /api/v1/auth/cert': (_request, response) => {
		response.writeHead(200, { 'Content-Type': 'text/plain' });
		response.end(certificate);
	},
	'POST /api/v1/search/searchByHealthId': (_request, response) => {
		sendJson(response, 200, {
			healthId: 'deepak.pant@sbx',
			healthIdNumber: '43-4221-5105-6749',
			name: 'Deepak Pant',
			status: 'ACTIVE',
			authMethods: ['AADHAAR_BIO', 'AADHAAR_OTP', 'DEMOGRAPHICS', 'PASSWORD', 'MOBILE_OTP'],
			tags: null,
		});
	},
	'POST /api/v2/auth/init': (_request, response) => {
		sendJson(response, 200, { txnId: canaries.txnId });
	},
	'POST /api/v1/auth/confirmWithMobileOTP': (_request, response) => {
		sendJson(response, 200, {
			token: canaries.profileToken,
			expiresIn: 1800,
			refreshToken: canaries.refreshToken,
			refreshExpiresIn: 432000,
		});
	},
	// Beyond the seed's page: what its token is for (abdm-api.md 1.4).
	'GET /api/v1/account/profile': (_request, response) => {
		sendJson(response, 200, {
			healthIdNumber: '43-4221-5105-6749',
			healthId: 'deepak.pant@sbx',
			name: 'Deepak Pant',
			gender: 'M',
			yearOfBirth: '1990',
			mobile: '9000000903',
		});
	},
	'GET /api/v1/account/logout': (_request, response) => {
		sendJson(response, 200, {});
	},
};

/** The calls that the seed's page is about; the others follow when a patient is verified. */
export function loginCalls(server: ScriptedServer): RecordedRequest[] {
	return server.requests.filter(({ path }) => !path.includes('/account/'));
}

/** Another answer for some of the calls; `undefined` leaves the seed's. */
export type Instead = (request: RecordedRequest, earlier: number) => Respond | undefined;

/** An ABDM that does what the seed says to the letter, but for what a test wants otherwise. */
export async function startSeedAbdm(instead: Instead = () => undefined): Promise<ScriptedServer> {
	const seen = new Map<string, number>();
	return ScriptedServer.start((request, response, incoming) => {
		const name = `${request.method} ${request.path}`;
		const earlier = seen.get(name) ?? 0;
		seen.set(name, earlier + 1);
		const respond = instead(request, earlier) ?? answers[name];
		if (respond === undefined) sendJson(response, 404, { message: `No ${name}` });
		else respond(request, response, incoming);
	});
}

export function urlsOf(server: ScriptedServer): { sessions: string; abha: string } {
	return { sessions: `${server.origin}/gateway/v0.5/sessions`, abha: `${server.origin}/api` };
}

/** Answers one path in another way, and all others as the seed has them. */
export function on(path: string, respond: Respond): Instead {
	return (request) => (request.path.endsWith(path) ? respond : undefined);
}
