import type { z } from 'zod';

import type { Generation } from '../../preload/contract/desk.ts';
import type { AbdmDetails, AbdmStep, Failure } from '../../preload/contract/failure.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';
import { newIncident } from '../incident.ts';
import type { Log } from '../log/log.ts';
import { clockAheadSeconds, isClockWrong } from './clock-skew.ts';
import { couldNotDecrypt, DecryptionRefused } from './decryption-refusal.ts';
import { readErrorBody } from './error-body.ts';
import { type Exchange, type HttpAnswer, type HttpRequest, NetworkFault } from './http.ts';
import { judgeRefusal, type Outcome, type Refusal, type Verdict } from './outcome.ts';
import { mayRepeat } from './retry.ts';

/** A call to ABDM: the exchange, which step of ours it is, and what a good answer looks like. */
export interface AbdmCall<T> extends Omit<HttpRequest, 'repeatable'> {
	step: AbdmStep;
	/** A `read` throws when the answer is none; `nothing` returns `undefined`, and T allows that. */
	answer:
		| { type: 'json'; schema: z.ZodType<T> }
		| { type: 'text'; read: (text: string) => T }
		| { type: 'bytes'; read: (bytes: Buffer, contentType: string) => T }
		| { type: 'nothing' };
	/** What a well-shaped 2xx answer refuses all the same (`authResult: "failed"`). */
	judge?(value: T): Outcome | undefined;
	signal?: AbortSignal;
}

/** Makes one call and returns an answer that has passed its check. Throws only AppError. */
export type Perform = <T>(call: AbdmCall<T>) => Promise<T>;

/** The gateway did not take the bearer token; nothing was processed, so the call may be repeated. */
export class TokenRefused extends AppError {}

/** It may have been the bearer token or the patient's OTP: a new token, but for the next call. */
export class TokenDoubted extends AppError {}

export interface PerformOptions {
	exchange: Exchange;
	clock: Clock;
	log: Log;
	generation: Generation;
}

/** A failure before anybody gave it an incident. */
type Undetailed = Outcome | NetworkOutcome | { code: 'clock-wrong'; aheadSeconds: number };

interface FailOptions {
	cause?: unknown;
	abdmCode?: string | null;
	Kind?: typeof AppError;
}

/** Turns every answer and every silence of ABDM's into a value or one failure of ours. */
export function createPerform({ exchange, clock, log, generation }: PerformOptions): Perform {
	return async <T>(call: AbdmCall<T>): Promise<T> => {
		const { step } = call;
		const startedAtMs = clock.nowMs();
		let answer: HttpAnswer | undefined;

		/** One failure, one line in the log, tied by the incident that the person sees. */
		const fail = (
			outcome: Undetailed,
			reason: string,
			{ cause, abdmCode = null, Kind = AppError }: FailOptions = {},
		): AppError => {
			const details: AbdmDetails = {
				incident: newIncident(),
				step,
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
			return new Kind(failure, { cause });
		};

		const refuse = (refused: Refusal, verdict: Verdict) => {
			const { outcome } = verdict;
			const aheadSeconds = clockAheadSeconds(answer?.serverTimeMs ?? null, clock.wallNowMs());
			const more = { abdmCode: refused.error.code, Kind: kindOf(refused, verdict) };
			const isWrong = aheadSeconds !== null && isClockWrong(aheadSeconds);
			if (isWrong && blamesTheClock(generation, verdict)) {
				return fail({ code: 'clock-wrong', aheadSeconds }, 'refused', more);
			}
			return fail(outcome, 'refused', more);
		};

		try {
			answer = await exchange({ ...requestOf(call), repeatable: mayRepeat(step) }, call.signal);
		} catch (error) {
			if (!(error instanceof NetworkFault)) throw error;
			if (error.kind === 'cancelled') throw new AppError({ code: 'cancelled' }, { cause: error });
			throw fail(networkOutcomes[error.kind], error.kind, { cause: error });
		}

		const { status: httpStatus, retryAfterSeconds } = answer;
		if (httpStatus === 407) throw fail({ code: 'proxy-refused' }, 'proxy');
		const refusal: Refusal = {
			generation,
			step,
			httpStatus,
			error: readErrorBody(textOf(answer)),
			retryAfterSeconds,
			emptyBody: answer.bytes.length === 0,
		};
		const verdict = judgeRefusal(refusal);
		// An error body is a refusal whatever the status: ABDM sends some of them with 200.
		const isGood = httpStatus >= 200 && httpStatus <= 299;
		if (!isGood || refusal.error.code !== null) throw refuse(refusal, verdict);

		const read = readAnswer(call.answer, answer);
		if (!read.ok && !verdict.generic) throw refuse(refusal, verdict);
		if (!read.ok) throw fail({ code: 'abdm-not-understood' }, read.reason);
		const judged = call.judge?.(read.value);
		if (judged !== undefined) throw fail(judged, 'refused with success');
		return read.value;
	};
}

function requestOf({ method, url, headers, body }: HttpRequest): HttpRequest {
	return { method, url, headers, ...(body === undefined ? {} : { body }) };
}

/** What those who made the call are to do about it, beside telling the person. */
function kindOf(refused: Refusal, verdict: Verdict): typeof AppError {
	if (verdict.gatewayTokenRefused) return TokenRefused;
	if (couldNotDecrypt(refused)) return DecryptionRefused;
	return verdict.gatewayTokenDoubted ? TokenDoubted : AppError;
}

/** Where ABDM gave no reason of its own, a wrong clock is one: it comes back as any 4xx (peers.md 6). */
function blamesTheClock(generation: Generation, { outcome: { code }, generic }: Verdict): boolean {
	// V1/V2 are not told our time, so it is not why they refuse the credentials.
	if (generation === 'v1v2' && code === 'credentials-refused') return false;
	return generic && ['credentials-refused', 'abdm-refused', 'token-expired'].includes(code);
}

interface NetworkOutcome {
	code:
		| 'offline'
		| 'abdm-unavailable'
		| 'abdm-timeout'
		| 'abdm-not-understood'
		| 'proxy-refused'
		| 'tls-not-trusted';
}

/** Why there is no answer, in words for a person. */
export const networkOutcomes: Readonly<
	Record<Exclude<NetworkFault['kind'], 'cancelled'>, NetworkOutcome>
> = {
	offline: { code: 'offline' },
	unreachable: { code: 'abdm-unavailable' },
	timeout: { code: 'abdm-timeout' },
	'too-large': { code: 'abdm-not-understood' },
	redirected: { code: 'abdm-not-understood' },
	'proxy-refused': { code: 'proxy-refused' },
	tls: { code: 'tls-not-trusted' },
};

type Read<T> = { ok: true; value: T } | { ok: false; reason: string };

/** Reasons name fields and kinds, never values: they go into the log. */
function readAnswer<T>(expected: AbdmCall<T>['answer'], answer: HttpAnswer): Read<T> {
	try {
		switch (expected.type) {
			case 'nothing':
				return { ok: true, value: undefined as T };
			case 'text':
				return { ok: true, value: expected.read(textOf(answer)) };
			case 'bytes':
				return { ok: true, value: expected.read(answer.bytes, answer.contentType) };
			case 'json':
				return readJson(expected.schema, answer);
		}
	} catch {
		// The reader's error may quote the answer, and there is only one thing to say about it.
		return { ok: false, reason: `unreadable ${expected.type}` };
	}
}

function readJson<T>(schema: z.ZodType<T>, answer: HttpAnswer): Read<T> {
	if (!/\bjson\b/i.test(answer.contentType)) {
		return { ok: false, reason: 'content type is not JSON' };
	}
	const parsed = schema.safeParse(JSON.parse(textOf(answer)));
	if (parsed.success) return { ok: true, value: parsed.data };
	const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'body');
	return { ok: false, reason: `unexpected shape at ${fields.join(', ')}` };
}

/** As UTF-8, whatever the header says: JSON is that by definition, and the rest is ASCII. */
function textOf({ bytes }: HttpAnswer): string {
	return new TextDecoder().decode(bytes);
}
