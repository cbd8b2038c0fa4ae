import type { Generation } from '../../preload/contract/desk.ts';
import type { Secret } from '../secret.ts';

/** What a generation of ABDM's API wants said beside every call. Fresh headers at every request. */
export interface Dialect {
	readonly generation: Generation;
	/** Headers of the session call: V3 wants REQUEST-ID, TIMESTAMP, X-CM-ID; V1/V2 none. */
	sessionHeaders(): Readonly<Record<string, string>>;
	/** Headers of every other call. */
	callHeaders(token: Secret): Readonly<Record<string, string>>;
}
