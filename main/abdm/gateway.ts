import { AppError } from '../failure.ts';
import type { Secret } from '../secret.ts';
import { type AbdmCall, type Perform, TokenRefused } from './perform.ts';
import type { GatewaySession } from './session.ts';

/** A call that needs the gateway's token; the token is added here. */
export type GatewayCall<T> = Omit<AbdmCall<T>, 'headers'>;

/** Makes calls on behalf of the facility: bearer token, `X-HIP-ID`, and one renewal (seed steps 2-5). */
export class Gateway {
	readonly #perform: Perform;
	readonly #session: GatewaySession;
	readonly #hipId: string;

	constructor(perform: Perform, session: GatewaySession, hipId: string) {
		this.#perform = perform;
		this.#session = session;
		this.#hipId = hipId;
	}

	/**
	 * Repeats a call once when the gateway refused the token, and for nothing else. That holds for
	 * sending and verifying an OTP too: a call without a valid token was not processed.
	 */
	async call<T>(call: GatewayCall<T>): Promise<T> {
		const token = await this.#token(call.signal);
		try {
			return await this.#callWith(token, call);
		} catch (error) {
			if (!(error instanceof TokenRefused)) throw error;
			this.#session.discard(token);
			return await this.#callWith(await this.#token(call.signal), call);
		}
	}

	#callWith<T>(token: Secret, call: GatewayCall<T>): Promise<T> {
		return this.#perform({
			...call,
			headers: { Authorization: `Bearer ${token.reveal()}`, 'X-HIP-ID': this.#hipId },
		});
	}

	/** Waits for the shared session, but no longer than this caller wants to. */
	async #token(signal?: AbortSignal): Promise<Secret> {
		const session = this.#session.token();
		if (signal === undefined) return session;
		// The session goes on for the others; its failure is theirs to see, not an unhandled one.
		session.catch(() => undefined);
		return Promise.race([session, aborted(signal)]);
	}
}

function aborted(signal: AbortSignal): Promise<never> {
	return new Promise((_resolve, reject) => {
		const stop = () => {
			reject(new AppError({ code: 'cancelled' }));
		};
		if (signal.aborted) stop();
		else signal.addEventListener('abort', stop, { once: true });
	});
}
