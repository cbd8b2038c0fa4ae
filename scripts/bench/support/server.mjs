// An ABDM that answers the login of the seed, as late as it is told. A process of its own, so that it
// takes no time from whoever asks it. Prints its port. Shares nothing with the program's simulator.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';

const certificate = generateKeyPairSync('rsa', { modulusLength: 2048 })
	.publicKey.export({ type: 'spki', format: 'pem' })
	.toString();

const gateway = { accessToken: 'access', expiresIn: 36000, refreshToken: 'r', tokenType: 'bearer' };

/** @type {Readonly<Record<string, (sent: Record<string, string>) => unknown>>} */
const answers = {
	'POST /gateway/v0.5/sessions': () => gateway,
	'GET /api/v1/auth/cert': () => certificate,
	'POST /api/v1/search/searchByHealthId': ({ healthId }) => ({
		healthId: healthId?.includes('@') ? healthId : 'deepak.pant@sbx',
		healthIdNumber: null,
		name: 'Deepak Pant',
		status: 'ACTIVE',
		authMethods: ['AADHAAR_OTP', 'MOBILE_OTP'],
		tags: null,
	}),
	'POST /api/v2/auth/init': () => ({ txnId: crypto.randomUUID() }),
	'POST /api/v1/auth/confirmWithMobileOTP': () => ({
		token: `profile-${crypto.randomUUID()}`,
		expiresIn: 1800,
		refreshToken: 'refresh',
		refreshExpiresIn: 432000,
	}),
	'GET /api/v1/account/profile': () => ({
		healthIdNumber: '43-4221-5105-6749',
		healthId: 'deepak.pant@sbx',
		name: 'Deepak Pant',
		gender: 'M',
		yearOfBirth: '1990',
		mobile: '9000000903',
	}),
	'GET /api/v1/account/logout': () => ({}),
};

let delayMs = 0;
/** @type {{ path: string, busyMs: number }[]} */
let served = [];

const server = createServer(async (request, response) => {
	const began = performance.now();
	let body = '';
	for await (const chunk of request) body += chunk;
	const path = request.url ?? '';
	/** @param {unknown} answer */
	const send = (answer) => {
		const isText = typeof answer === 'string';
		response.setHeader('Content-Type', isText ? 'text/plain' : 'application/json');
		response.end(isText ? answer : JSON.stringify(answer));
	};
	// Of the bench itself, which is not waited for nor counted.
	if (path.startsWith('/bench/delay/')) delayMs = Number(path.slice('/bench/delay/'.length));
	if (path.startsWith('/bench/')) {
		const taken = served;
		served = [];
		send(taken);
		return;
	}
	const answer = answers[`${request.method} ${path}`];
	if (answer === undefined) {
		response.statusCode = 404;
		send({ message: 'No such call' });
		return;
	}
	if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
	send(answer(body === '' ? {} : JSON.parse(body)));
	served.push({ path, busyMs: performance.now() - began });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	if (address !== null && typeof address === 'object') console.log(address.port);
});
