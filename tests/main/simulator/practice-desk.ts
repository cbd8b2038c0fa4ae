import { startSimulator, type Simulator } from '../../../main/simulator/simulator.ts';
import type { TrainingMessage } from '../../../preload/contract.ts';
import { FakeClock } from '../../support/fake-clock.ts';

export interface Reply {
	status: number;
	text: string;
	/** The body as JSON; empty when it is something else. */
	json: Record<string, unknown>;
	/** The code of `details[0]`, where the useful one of the ABHA service is. */
	code: unknown;
}

const smsDelayMs = 1500;

/** A registration desk that speaks plain HTTP to a simulator whose clock stands still. */
export class PracticeDesk {
	readonly simulator: Simulator;
	readonly clock: FakeClock;
	readonly messages: TrainingMessage[] = [];
	headers: Record<string, string>;

	private constructor(simulator: Simulator, clock: FakeClock) {
		this.simulator = simulator;
		this.clock = clock;
		this.headers = { 'x-hip-id': simulator.credentials.hipId };
		simulator.onMessage((message) => this.messages.push(message));
	}

	static async open(): Promise<PracticeDesk> {
		const clock = new FakeClock();
		const desk = new PracticeDesk(await startSimulator({ clock, smsDelayMs }), clock);
		await desk.renewToken();
		return desk;
	}

	async renewToken(): Promise<void> {
		const { json } = await this.startSession();
		this.headers.authorization = `Bearer ${String(json.accessToken)}`;
	}

	startSession(changed: Record<string, unknown> = {}): Promise<Reply> {
		const { clientId, clientSecret } = this.simulator.credentials;
		const fields = { clientId, clientSecret, grantType: 'client_credentials', ...changed };
		return this.#ask(this.simulator.urls.sessions, jsonPost(fields));
	}

	get(path: string): Promise<Reply> {
		return this.#ask(this.simulator.urls.abha + path, {});
	}

	post(path: string, fields: unknown): Promise<Reply> {
		return this.send(path, jsonPost(fields));
	}

	send(path: string, init: RequestInit): Promise<Reply> {
		return this.#ask(this.simulator.urls.abha + path, init);
	}

	search(healthId: string): Promise<Reply> {
		return this.post('/v1/search/searchByHealthId', { healthId });
	}

	init(healthid: string, authMethod = 'MOBILE_OTP'): Promise<Reply> {
		return this.post('/v2/auth/init', { authMethod, healthid });
	}

	confirm(txnId: string, otp: string): Promise<Reply> {
		return this.post('/v1/auth/confirmWithMobileOTP', { otp, txnId });
	}

	/** Sends an OTP and waits for its SMS. */
	async receiveOtp(healthid = 'deepak.pant'): Promise<{ txnId: string; otp: string }> {
		const { json } = await this.init(healthid);
		this.clock.advance(smsDelayMs);
		const message = this.messages.at(-1);
		if (message === undefined) throw new Error('No SMS arrived');
		return { txnId: String(json.txnId), otp: message.otp };
	}

	/** Lets time pass with a gateway token that is still good afterwards. */
	async wait(ms: number): Promise<void> {
		this.clock.advance(ms);
		await this.renewToken();
	}

	async #ask(url: string, init: RequestInit): Promise<Reply> {
		const response = await fetch(url, {
			...init,
			headers: { ...this.headers, ...(init.headers as Record<string, string> | undefined) },
		});
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
		const json = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
		const [detail] = (json.details ?? []) as { code: string }[];
		return { status: response.status, text, json, code: detail?.code };
	}
}

/** Six digits that are not these. */
export function anotherOtp(otp: string): string {
	return ((Number(otp) + 1) % 1_000_000).toString().padStart(6, '0');
}

function jsonPost(fields: unknown): RequestInit {
	return {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(fields),
	};
}
