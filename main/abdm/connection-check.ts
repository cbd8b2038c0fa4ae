import { lookup } from 'node:dns/promises';

import type { ConnectionReport, ConnectionStep } from '../../preload/contract/desk.ts';
import type { Failure } from '../../preload/contract/failure.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';
import { newIncident } from '../incident.ts';
import type { Log } from '../log/log.ts';
import { isLoopback } from '../network/loopback.ts';
import { createNetwork } from '../network/network.ts';
import { readCertificate } from './certificate.ts';
import { clockAheadSeconds, isClockWrong } from './clock-skew.ts';
import type { AbdmAccess } from './create-client.ts';
import type { Dialect } from './dialect.ts';
import { Gateway } from './gateway.ts';
import { createHttp, type HttpAnswer, type HttpOptions, NetworkFault } from './http.ts';
import { createPerform, networkOutcomes } from './perform.ts';
import { GatewaySession } from './session.ts';
import { V1V2Dialect } from './v1v2/dialect.ts';
import { V3Dialect } from './v3/dialect.ts';

export interface ConnectionCheckOptions {
	clock: Clock;
	log: Log;
	http?: HttpOptions;
	/** Asks the system's resolver; rejects when it does not know the name. */
	resolveName?: (hostname: string) => Promise<unknown>;
	/** The desk's own, with its pause; without it the check asks for a session beside the desk's. */
	session?: GatewaySession;
}

/** What a step found: nothing to say, a measurement, or that the URLs need no such step. */
type Found = { clockAheadSeconds: number } | 'not-needed' | undefined;

const order = ['dns', 'tls', 'clock', 'session', 'certificate'] as const;

/**
 * Walks the way to ABDM step by step, to the first that fails. Never asks for an OTP. Asks for a
 * new session, and obeys, begins and ends the pause of the desk's where it is given that.
 */
export async function checkConnection(
	access: AbdmAccess,
	options: ConnectionCheckOptions,
): Promise<ConnectionReport> {
	const check = new ConnectionCheck(access, options);
	const steps: ConnectionStep[] = [];
	let failed = false;
	for (const step of order) {
		if (failed) {
			steps.push({ step, result: 'not-tried', failure: null, clockAheadSeconds: null });
			continue;
		}
		const result = await report(step, () => check[step]());
		failed = result.result === 'failed';
		steps.push(result);
	}
	return { steps };
}

async function report(
	step: ConnectionStep['step'],
	run: () => Promise<Found>,
): Promise<ConnectionStep> {
	try {
		const found = await run();
		if (found === 'not-needed') {
			return { step, result: 'not-tried', failure: null, clockAheadSeconds: null };
		}
		return {
			step,
			result: 'ok',
			failure: null,
			clockAheadSeconds: found?.clockAheadSeconds ?? null,
		};
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		const { failure } = error;
		const aheadSeconds = failure.code === 'clock-wrong' ? failure.aheadSeconds : null;
		// Only the clock's own step shows a measurement.
		const clockAheadSeconds = step === 'clock' ? aheadSeconds : null;
		return { step, result: 'failed', failure, clockAheadSeconds };
	}
}

const defaultPatienceMs = 10_000;

class ConnectionCheck {
	readonly #access: AbdmAccess;
	readonly #options: ConnectionCheckOptions;
	readonly #http: HttpOptions & Required<Pick<HttpOptions, 'network'>>;
	readonly #gateway: Gateway;
	readonly #session: GatewaySession;
	#answer: HttpAnswer | undefined;

	constructor(access: AbdmAccess, options: ConnectionCheckOptions) {
		const { clock, log, http = {} } = options;
		this.#access = access;
		this.#options = options;
		this.#http = { ...http, network: http.network ?? createNetwork() };
		const { generation } = access;
		const perform = createPerform({ exchange: createHttp(this.#http), clock, log, generation });
		const dialect = dialectOf(access, clock);
		this.#session =
			options.session ?? new GatewaySession(perform, access.urls.sessions, access, dialect, clock);
		this.#gateway = new Gateway(perform, this.#session, dialect);
	}

	/** Behind a proxy it is the proxy that resolves names. */
	async dns(): Promise<Found> {
		const { resolveName = lookup } = this.#options;
		const hosts: string[] = [];
		for (const url of this.#hosts()) {
			const { hostname } = new URL(url);
			if (!isLoopback(hostname) && !(await this.#http.network.isProxied(url))) hosts.push(hostname);
		}
		if (hosts.length === 0) return 'not-needed';
		try {
			await this.#patiently(Promise.all(hosts.map((host) => resolveName(host))));
		} catch (error) {
			throw this.#fail({ code: 'offline' }, error);
		}
		return undefined;
	}

	/** Any answer of every host will do, a refusal too: the connection was made and is trusted. */
	async tls(): Promise<Found> {
		const hosts = this.#hosts().filter((url) => url.startsWith('https:'));
		if (hosts.length === 0) return 'not-needed';
		for (const url of hosts) await this.#knock(url);
		return undefined;
	}

	async clock(): Promise<Found> {
		const answer = this.#answer ?? (await this.#knock(this.#access.urls.sessions));
		const ahead = clockAheadSeconds(answer?.serverTimeMs ?? null, this.#options.clock.wallNowMs());
		// A server that does not say what time it is leaves nothing to compare.
		if (ahead === null) return 'not-needed';
		if (isClockWrong(ahead)) throw this.#fail({ code: 'clock-wrong', aheadSeconds: ahead });
		return { clockAheadSeconds: ahead };
	}

	async session(): Promise<Found> {
		await this.#session.newToken();
		return undefined;
	}

	/** As the clients fetch it, so that a key which they could not use is found here. */
	async certificate(): Promise<Found> {
		const { generation, urls } = this.#access;
		const [path, unnamed] =
			generation === 'v1v2'
				? (['/v1/auth/cert', 'pkcs1'] as const)
				: (['/v3/profile/public/certificate', null] as const);
		await this.#gateway.call({
			step: 'certificate',
			method: 'GET',
			url: `${urls.abha}${path}`,
			answer: { type: 'text', read: (text) => readCertificate(text, unnamed) },
		});
		return undefined;
	}

	/** One URL for each host, the session's first. */
	#hosts(): string[] {
		const { sessions, ...others } = this.#access.urls;
		const byHost = new Map<string, string>();
		for (const url of [sessions, ...Object.values(others)]) {
			const { origin } = new URL(url);
			if (!byHost.has(origin)) byHost.set(origin, url);
		}
		return [...byHost.values()];
	}

	/** The first answer is kept for the clock. A redirect has told that somebody answers, no more. */
	async #knock(url: string): Promise<HttpAnswer | undefined> {
		try {
			const answer = await createHttp(this.#http)({ method: 'GET', url, headers: {} });
			this.#answer ??= answer;
			if (answer.status === 407) throw this.#fail({ code: 'proxy-refused' });
			return answer;
		} catch (error) {
			if (!(error instanceof NetworkFault)) throw error;
			if (error.kind === 'cancelled') throw new AppError({ code: 'cancelled' }, { cause: error });
			if (error.kind === 'redirected' || error.kind === 'too-large') return undefined;
			throw this.#fail(networkOutcomes[error.kind], error);
		}
	}

	/** The steps before the session are nobody's call to ABDM; they are filed under the session's. */
	#fail(
		why: (typeof networkOutcomes)['offline'] | { code: 'clock-wrong'; aheadSeconds: number },
		cause?: unknown,
	): AppError {
		const incident = newIncident();
		const details = { incident, step: 'session', httpStatus: null, abdmCode: null } as const;
		this.#options.log.warn('connection check failed', {
			...details,
			reason: why.code,
			...(cause === undefined ? {} : { error: cause }),
		});
		const failure: Failure = { ...why, details };
		return new AppError(failure, { cause });
	}

	async #patiently(promise: Promise<unknown>): Promise<void> {
		const deadline = AbortSignal.timeout(this.#http.deadlineMs ?? defaultPatienceMs);
		await new Promise((resolve, reject) => {
			deadline.addEventListener('abort', reject, { once: true });
			promise.then(resolve, reject);
		});
	}
}

function dialectOf(access: AbdmAccess, clock: Clock): Dialect {
	return access.generation === 'v1v2'
		? new V1V2Dialect(access.hipId)
		: new V3Dialect(access, clock);
}
