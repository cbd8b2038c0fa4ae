import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** What no file, no log and no console may ever hold. */
export const secrets = {
	clientSecret: 'canary-client-secret-b3nc',
	accessToken: 'canary-access-token-b3nc',
	profileToken: 'canary-profile-token-b3nc',
	refreshToken: 'canary-refresh-token-b3nc',
	transaction: 'canary-transaction-b3nc',
};

/** @typedef {'search' | 'send' | 'verify' | 'profile'} Step a call that a fault may meet */
/** @typedef {Step | 'session' | 'certificate' | 'log-out'} Call */

/** The call that a path is, whichever the generation. */
const calls = /** @type {readonly (readonly [RegExp, Call])[]} */ ([
	[/\/sessions$/, 'session'],
	[/\/cert(?:ificate)?$/, 'certificate'],
	[/\/search(?:ByHealthId)?$/, 'search'],
	[/\/(?:auth\/init|request\/otp)$/, 'send'],
	[/\/(?:confirmWithMobileOTP|verify)$/, 'verify'],
	[/\/(?:account\/profile|abha-profile)$/, 'profile'],
	[/\/logout$/, 'log-out'],
]);

/** Faults that end with their answer: one that lasts would be about time, not about what is left. */
const faults = /** @type {readonly ((response: import('node:http').ServerResponse) => void)[]} */ ([
	(response) => response.socket?.resetAndDestroy(),
	(response) => response.writeHead(503, { 'Content-Type': 'text/html' }).end('<html>'),
	(response) => response.writeHead(500, { 'Content-Type': 'text/html' }).end('<html>'),
	(response) => response.writeHead(403, { 'Content-Type': 'text/html' }).end('<html>'),
	(response) => response.writeHead(302, { Location: '/elsewhere' }).end(),
	(response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"name":"De'),
	(response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(),
	(response) => {
		response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 100 });
		response.write('{"name":"De');
		setTimeout(() => response.socket?.resetAndDestroy(), 10);
	},
]);

/** An ABDM of both generations that counts what it is asked, and fails where it is told to. */
export class FaultyAbdm {
	#server = createServer();
	#random;
	#key = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
	/** @type {Step | null} */
	#faulty = null;
	/** @type {Record<Call, number>} */
	asked = {
		...{ session: 0, certificate: 0, search: 0, send: 0, verify: 0, profile: 0 },
		'log-out': 0,
	};

	/** @param {() => number} random from 0 to 1 */
	constructor(random) {
		this.#random = random;
		this.#server.on('request', (request, response) => {
			let body = '';
			request.on('data', (chunk) => (body += String(chunk)));
			request.on('end', () => this.#answer(request.url ?? '', body, response));
		});
	}

	async start() {
		this.#server.listen(0, '127.0.0.1');
		await once(this.#server, 'listening');
	}

	/** The next call of that step fails, once. */
	failNext(/** @type {Step} */ step) {
		this.#faulty = step;
	}

	/** A fault that nothing came to meet does not wait for the next visit. */
	failNoMore() {
		this.#faulty = null;
	}

	/** @returns {Promise<number>} how many connections are open */
	connections() {
		return new Promise((resolve, reject) => {
			this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
		});
	}

	/**
	 * What a provisioning file for a desk that asks this server says.
	 *
	 * @param {'v1v2' | 'v3'} generation
	 */
	provision(generation) {
		const address = this.#server.address();
		const port = address !== null && typeof address === 'object' ? address.port : 0;
		const origin = `http://127.0.0.1:${String(port)}`;
		const sessions = `${origin}/sessions`;
		return {
			...{ format: 1, environment: 'custom', generation },
			urls:
				generation === 'v1v2'
					? { sessions, abha: `${origin}/api` }
					: { sessions, abha: `${origin}/abha/api`, phr: `${origin}/phr` },
			...(generation === 'v3' ? { cmId: 'sbx' } : {}),
			...{ clientId: 'SBX_000001', clientSecret: secrets.clientSecret, hipId: 'IN2910000007' },
			facilityName: 'Asha Clinic',
		};
	}

	stop() {
		this.#server.close();
		this.#server.closeAllConnections();
	}

	/**
	 * @param {string} url
	 * @param {string} body
	 * @param {import('node:http').ServerResponse} response
	 */
	#answer(url, body, response) {
		const call = calls.find(([pattern]) => pattern.test(url))?.[1];
		if (call === undefined) {
			response.writeHead(404, { 'Content-Type': 'application/json' }).end('{"message":"No"}');
			return;
		}
		this.asked[call] += 1;
		if (call === this.#faulty) {
			this.#faulty = null;
			faults[Math.floor(this.#random() * faults.length)]?.(response);
			return;
		}
		const isV3 = !url.startsWith('/api/');
		const answer = this.#good(call, isV3, body);
		const type = typeof answer === 'string' ? 'text/plain' : 'application/json';
		response.writeHead(200, { 'Content-Type': type });
		response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
	}

	/** @param {Call} call @param {boolean} isV3 @param {string} body */
	#good(call, isV3, body) {
		const patient = /** @type {Record<string, string>} */ (body === '' ? {} : JSON.parse(body));
		const address = patient['healthId'] ?? patient['abhaAddress'] ?? 'deepak.pant@sbx';
		const tokens = {
			...{ token: `${secrets.profileToken}.${randomUUID()}`, expiresIn: 1800 },
			...{ refreshToken: secrets.refreshToken, refreshExpiresIn: 432_000 },
		};
		switch (call) {
			case 'session':
				return { accessToken: secrets.accessToken, expiresIn: 36_000, tokenType: 'bearer' };
			case 'certificate':
				return isV3
					? {
							publicKey: this.#key.export({ type: 'spki', format: 'der' }).toString('base64'),
							encryptionAlgorithm: 'RSA/ECB/OAEPWithSHA-1AndMGF1Padding',
						}
					: this.#key.export({ type: 'spki', format: 'pem' }).toString();
			case 'search':
				return {
					...{ healthId: address, abhaAddress: address, healthIdNumber: null },
					...{ name: 'Deepak Pant', status: 'ACTIVE', authMethods: ['AADHAAR_OTP', 'MOBILE_OTP'] },
					...{ blockedAuthMethods: [], tags: null },
				};
			case 'send':
				return {
					txnId: `${secrets.transaction}.${randomUUID()}`,
					message: 'OTP sent to mobile number ending with ******0903',
				};
			case 'verify':
				return isV3 ? { authResult: 'success', message: '', tokens, users: [] } : tokens;
			case 'profile':
				return {
					...{ healthIdNumber: '43-4221-5105-6749', abhaNumber: '43-4221-5105-6749' },
					...{ name: 'Deepak Pant', fullName: 'Deepak Pant', gender: 'M', yearOfBirth: '1990' },
				};
			case 'log-out':
				return {};
		}
	}
}

/**
 * The same numbers for the same seed, so that what went wrong can be met again (mulberry32).
 *
 * @param {number} seed
 */
export function seededRandom(seed) {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
