import type { z } from 'zod';

import type { AbdmDetails, AbdmStep, Failure } from '../../preload/contract.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';
import { newIncident } from '../incident.ts';
import type { Log } from '../log/log.ts';
import { readErrorBody } from './error-body.ts';
import { type Exchange, type HttpAnswer, type HttpRequest, NetworkFault } from './http.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** A call to ABDM: the exchange, which step of ours it is, and what a good answer looks like. */
export interface AbdmCall<T> extends HttpRequest {
	step: AbdmStep;
	answer: { type: 'json'; schema: z.ZodType<T> } | { type: 'text'; read: (text: string) => T };
	signal?: AbortSignal;
}

/** Makes one call and returns an answer that has passed its check. Throws only AppError. */
export type Perform = <T>(call: AbdmCall<T>) => Promise<T>;

/** The gateway did not take the bearer token; nothing was processed, so the call may be repeated. */
export class TokenRefused extends AppError {}

export interface PerformOptions {
	exchange: Exchange;
	clock: Clock;
	log: Log;
}

/** Turns every answer and every silence of ABDM's into a value or one failure of ours. */
export function createPerform({ exchange, clock, log }: PerformOptions): Perform {
	return async <T>(call: AbdmCall<T>): Promise<T> => {
		const startedAtMs = clock.nowMs();
		let answer: HttpAnswer | undefined;

		/** One failure, one line in the log, tied by the incident that the person sees. */
		const fail = (outcome: Outcome | NetworkOutcome, reason: string, cause?: unknown): AppError => {
			const { code: abdmCode } = readErrorBody(answer?.text ?? '');
			const details: AbdmDetails = {
				incident: newIncident(),
				step: call.step,
				httpStatus: answer?.status ?? null,
				abdmCode,
			};
			const durationMs = Math.round(clock.nowMs() - startedAtMs);
			log.warn('abdm call failed', {
				...details,
				reason: `${outcome.code}: ${reason}`,
				durationMs,
				...(cause === undefined ? {} : { error: cause }),
			});
			const failure: Failure = { ...outcome, details };
			const Kind =
				answer && isTokenRefusal(call.step, answer.status, abdmCode) ? TokenRefused : AppError;
			return new Kind(failure, { cause });
		};

		try {
			answer = await exchange(call, call.signal);
		} catch (error) {
			if (!(error instanceof NetworkFault)) throw error;
			if (error.kind === 'cancelled') throw new AppError({ code: 'cancelled' }, { cause: error });
			throw fail(networkOutcomes[error.kind], error.kind, error);
		}

		if (answer.status < 200 || answer.status > 299) {
			const { status: httpStatus, retryAfterSeconds } = answer;
			const error = readErrorBody(answer.text);
			throw fail(outcomeOf({ step: call.step, httpStatus, error, retryAfterSeconds }), 'refused');
		}
		const read = readAnswer(call.answer, answer);
		if (!read.ok) throw fail({ code: 'abdm-not-understood' }, read.reason);
		return read.value;
	};
}

interface NetworkOutcome {
	code: 'offline' | 'abdm-unavailable' | 'abdm-timeout' | 'abdm-not-understood';
}

const networkOutcomes: Readonly<
	Record<Exclude<NetworkFault['kind'], 'cancelled'>, NetworkOutcome>
> = {
	offline: { code: 'offline' },
	unreachable: { code: 'abdm-unavailable' },
	timeout: { code: 'abdm-timeout' },
	'too-large': { code: 'abdm-not-understood' },
	redirected: { code: 'abdm-not-understood' },
};

/** The gateway's own 401s (abdm-api.md 2.9), told apart from a 401 about the patient's login. */
function isTokenRefusal(step: AbdmStep, httpStatus: number, abdmCode: string | null): boolean {
	const gatewayCodes = [null, '900901', '900902', 'HIS-401'];
	return step !== 'session' && httpStatus === 401 && gatewayCodes.includes(abdmCode);
}

type Read<T> = { ok: true; value: T } | { ok: false; reason: string };

/** Reasons name fields and kinds, never values: they go into the log. */
function readAnswer<T>(expected: AbdmCall<T>['answer'], answer: HttpAnswer): Read<T> {
	if (expected.type === 'text') {
		try {
			return { ok: true, value: expected.read(answer.text) };
		} catch {
			// The reader's error may quote the answer, and there is only one thing to say about it.
			return { ok: false, reason: 'unreadable text' };
		}
	}
	if (!/\bjson\b/i.test(answer.contentType))
		return { ok: false, reason: 'content type is not JSON' };
	let body: unknown;
	try {
		body = JSON.parse(answer.text);
	} catch {
		// A SyntaxError quotes the answer, so it is not kept.
		return { ok: false, reason: 'body is not JSON' };
	}
	const parsed = expected.schema.safeParse(body);
	if (parsed.success) return { ok: true, value: parsed.data };
	const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'body');
	return { ok: false, reason: `unexpected shape at ${fields.join(', ')}` };
}
