import { constants, createPublicKey, publicEncrypt, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach } from 'vitest';

import { startSimulator, type Simulator } from '../../../../main/simulator/simulator.ts';
import type { TrainingMessage } from '../../../../preload/contract/desk.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { bearer } from '../practice-desk.ts';

export interface V3Reply {
	status: number;
	/** The body as JSON; `undefined` when it is something else. */
	json: unknown;
	text: string;
	bytes: Buffer;
	contentType: string | null;
}

type Headers = Record<string, string>;

export const mobileScope = ['abha-login', 'mobile-verify'];
export const aadhaarScope = ['abha-login', 'aadhaar-verify'];

/** A timestamp as the error bodies carry it. */
export const timestamp = '2026-11-23 00:00:00';

/**
 * A registration desk that speaks V3 in plain HTTP. The simulator and its key last for a whole file;
 * an hour passes between two tests, so that no limit of one holds for the next.
 */
export class V3Desk {
	readonly clock = new FakeClock();
	readonly messages: TrainingMessage[] = [];
	authorization = '';
	#simulator: Simulator | undefined;
	#publicKey = '';

	/** The desk of a whole file of tests: opened before the first, closed after the last. */
	static forAllTests(): V3Desk {
		const desk = new V3Desk();
		beforeAll(() => desk.#open(), 20_000);
		beforeEach(() => desk.wait());
		afterAll(() => desk.simulator.close());
		return desk;
	}

	get simulator(): Simulator {
		if (this.#simulator === undefined) throw new Error('The simulator runs in tests only');
		return this.#simulator;
	}

	async #open(): Promise<void> {
		this.#simulator = await startSimulator({ clock: this.clock });
		this.#simulator.onMessage((message) => this.messages.push(message));
		await this.renewToken();
		const { json } = await this.get('/v3/profile/public/certificate');
		this.#publicKey = (json as { publicKey: string }).publicKey;
	}

	/** Lets time pass with a gateway token that is still good afterwards. */
	async wait(ms = 3_600_000): Promise<void> {
		this.clock.advance(ms);
		// Error bodies carry the time; the tests read them at the same one.
		this.clock.wallOffsetMs = Date.UTC(2026, 10, 23) - this.clock.nowMs();
		await this.renewToken();
	}

	async renewToken(): Promise<void> {
		const { json } = await this.startSession();
		this.authorization = bearer((json as { accessToken: string }).accessToken);
	}

	startSession(changed: object = {}, headers: Partial<Headers> = {}): Promise<V3Reply> {
		const { clientId, clientSecret, cmId } = this.simulator.credentials;
		const fields = { clientId, clientSecret, grantType: 'client_credentials', ...changed };
		return this.#ask(this.simulator.urls.v3.sessions, 'POST', JSON.stringify(fields), {
			...this.#requestHeaders(),
			'x-cm-id': cmId,
			'content-type': 'application/json',
			...headers,
		});
	}

	get(path: string, headers: Partial<Headers> = {}): Promise<V3Reply> {
		return this.#ask(this.#urlOf(path), 'GET', undefined, this.#withToken(headers));
	}

	post(path: string, fields: unknown, headers: Partial<Headers> = {}): Promise<V3Reply> {
		return this.send(path, 'POST', JSON.stringify(fields), headers);
	}

	send(path: string, method: string, body?: string, headers: Partial<Headers> = {}) {
		const type = { 'content-type': 'application/json', ...headers };
		return this.#ask(this.#urlOf(path), method, body, this.#withToken(type));
	}

	seal(plain: string): string {
		const key = createPublicKey({
			key: Buffer.from(this.#publicKey, 'base64'),
			format: 'der',
			type: 'spki',
		});
		const padding = constants.RSA_PKCS1_OAEP_PADDING;
		return publicEncrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(plain)).toString('base64');
	}

	requestOtp(loginHint: string, plain: string, scope = mobileScope): Promise<V3Reply> {
		const otpSystem = scope.includes('aadhaar-verify') ? 'aadhaar' : 'abdm';
		return this.post('/v3/profile/login/request/otp', {
			scope,
			loginHint,
			loginId: this.seal(plain),
			otpSystem,
		});
	}

	/** Sends an OTP and waits for its SMS. */
	async receiveOtp(loginHint: string, plain: string, scope = mobileScope) {
		return this.arrived(await this.requestOtp(loginHint, plain, scope));
	}

	arrived(reply: V3Reply): { txnId: string; otp: string } {
		const before = this.messages.length;
		this.clock.advance(1500);
		const message = this.messages.at(-1);
		if (message === undefined || this.messages.length === before) throw new Error('No SMS arrived');
		return { txnId: (reply.json as { txnId: string }).txnId, otp: message.otp };
	}

	verify(txnId: string, otp: string, scope = mobileScope): Promise<V3Reply> {
		return this.post('/v3/profile/login/verify', {
			scope,
			authData: { authMethods: ['otp'], otp: { txnId, otpValue: this.seal(otp) } },
		});
	}

	/** The whole answer of a login that succeeds. */
	async logIn(loginHint: string, plain: string, scope = mobileScope) {
		const { txnId, otp } = await this.receiveOtp(loginHint, plain, scope);
		const { json } = await this.verify(txnId, otp, scope);
		return json as { txnId: string; token: string; refreshToken: string; accounts: object[] };
	}

	#urlOf(path: string): string {
		return this.simulator.urls.v3.abha + path;
	}

	#requestHeaders(): Headers {
		return {
			'request-id': randomUUID(),
			timestamp: new Date(this.clock.wallNowMs()).toISOString(),
		};
	}

	#withToken(headers: Partial<Headers>): Partial<Headers> {
		return { authorization: this.authorization, ...this.#requestHeaders(), ...headers };
	}

	/** A header of `undefined` is left out. */
	async #ask(url: string, method: string, body: string | undefined, headers: Partial<Headers>) {
		const sent = Object.entries(headers).filter(
			(header): header is [string, string] => header[1] !== undefined,
		);
		const response = await fetch(url, { method, body: body ?? null, headers: sent });
		const bytes = Buffer.from(await response.arrayBuffer());
		const text = bytes.toString('utf8');
		const contentType = response.headers.get('content-type');
		const isJson = contentType?.startsWith('application/json') === true;
		const json: unknown = isJson ? JSON.parse(text) : undefined;
		return { status: response.status, json, text, bytes, contentType };
	}
}
