import { AppError } from '../failure.ts';
import type { Secret } from '../secret.ts';
import type { Dialect } from './dialect.ts';
import { type AbdmCall, type Perform, TokenDoubted, TokenRefused } from './perform.ts';
import type { GatewaySession } from './session.ts';

/** A call that needs the gateway's token; the token is added here, beside headers of its own. */
export type GatewayCall<T> = Omit<AbdmCall<T>, 'headers'> & {
	headers?: Readonly<Record<string, string>>;
};

/** Makes calls on behalf of the facility: the gateway's headers, and one renewal of its token. */
export class Gateway {
	readonly #perform: Perform;
	readonly #session: GatewaySession;
	readonly #dialect: Dialect;

	constructor(perform: Perform, session: GatewaySession, dialect: Dialect) {
		this.#perform = perform;
		this.#session = session;
		this.#dialect = dialect;
	}

	/**
	 * Repeats a call once when the gateway refused the token, and for nothing else. That holds for
	 * sending and verifying an OTP too: a call without a valid token was not processed. Where that is
	 * in doubt the call fails, and the next one has a new token.
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

	async #callWith<T>(token: Secret, call: GatewayCall<T>): Promise<T> {
		const headers = { ...call.headers, ...this.#dialect.callHeaders(token) };
		try {
			return await this.#perform({ ...call, headers });
		} catch (error) {
			if (error instanceof TokenDoubted) this.#session.discard(token);
			throw error;
		}
	}

	/** Waits for the shared session, but no longer than this caller wants to. */
	async #token(signal?: AbortSignal): Promise<Secret> {
		if (signal?.aborted === true) throw new AppError({ code: 'cancelled' });
		const session = this.#session.token();
		if (signal === undefined) return session;
		return new Promise((resolve, reject) => {
			const stop = () => {
				reject(new AppError({ code: 'cancelled' }));
			};
			signal.addEventListener('abort', stop, { once: true });
			// Both ends are taken here: the session goes on for the others when this caller has left.
			void session.then(resolve, reject).finally(() => {
				signal.removeEventListener('abort', stop);
			});
		});
	}
}
