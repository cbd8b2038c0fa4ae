import { startSimulator, type Simulator } from '../../../main/simulator/simulator.ts';
import type { TrainingMessage } from '../../../preload/contract/desk.ts';
import { FakeClock } from '../../support/fake-clock.ts';

export interface Reply {
	status: number;
	text: string;
	/** The body as JSON; empty when it is something else. */
	json: Record<string, unknown>;
	bytes: Buffer;
	contentType: string | null;
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

	/** With a simulator of its own, unless it is to share another desk's. */
	static async open(simulator?: Simulator, clock = new FakeClock()): Promise<PracticeDesk> {
		const desk = new PracticeDesk(
			simulator ?? (await startSimulator({ clock, smsDelayMs })),
			clock,
		);
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
		return this.#ask(this.simulator.urls.v1v2.sessions, jsonPost(fields));
	}

	get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
		return this.#ask(this.simulator.urls.v1v2.abha + path, { headers });
	}

	post(path: string, fields: unknown, headers: Record<string, string> = {}): Promise<Reply> {
		return this.send(path, jsonPost(fields, headers));
	}

	send(path: string, init: RequestInit): Promise<Reply> {
		return this.#ask(this.simulator.urls.v1v2.abha + path, init);
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
	async receiveOtp(
		healthid = 'deepak.pant',
		method = 'MOBILE_OTP',
	): Promise<{ txnId: string; otp: string }> {
		const { json } = await this.init(healthid, method);
		return { txnId: String(json.txnId), otp: this.arrivedOtp() };
	}

	/** Waits for the SMS that is under way. */
	arrivedOtp(): string {
		const before = this.messages.length;
		this.clock.advance(smsDelayMs);
		const message = this.messages.at(-1);
		if (message === undefined || this.messages.length === before) throw new Error('No SMS arrived');
		return message.otp;
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
		const bytes = Buffer.from(await response.arrayBuffer());
		const text = bytes.toString('utf8');
		const contentType = response.headers.get('content-type');
		const isJson = contentType?.startsWith('application/json') === true;
		const json = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
		const [detail] = (json.details ?? []) as { code: string }[];
		return { status: response.status, text, json, bytes, contentType, code: detail?.code };
	}
}

/** The bearer of a patient's token, in the headers that carry one. */
export function bearer(token: unknown): string {
	return `Bearer ${String(token)}`;
}

/** Six digits that are not these. */
export function anotherOtp(otp: string): string {
	return ((Number(otp) + 1) % 1_000_000).toString().padStart(6, '0');
}

function jsonPost(fields: unknown, headers: Record<string, string> = {}): RequestInit {
	return {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(fields),
	};
}
