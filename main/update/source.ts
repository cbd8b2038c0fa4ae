import type { Clock } from '../clock.ts';
import { UpdateRefused } from './refusal.ts';

/** Where updates come from. It is believed nothing: not its sizes, not its patience, not its bytes. */
export interface UpdateSource {
	/**
	 * The bytes of the file `name`, a plain name, in pieces. Ends early, or stops waiting, when `signal`
	 * says so. Throws UpdateRefused: `nothing-there`, `not-a-file`, `redirected`, `truncated`,
	 * `source-unreachable`.
	 */
	read(name: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
}

export interface Limits {
	maxBytes: number;
	/** Without a single byte. */
	stallMs: number;
	/** For the whole of it. */
	deadlineMs: number;
}

/** A clinic's line may have 256 kbit/s, and an installer 200 MB: that takes two hours. */
export const fileLimits = { stallMs: 60_000, deadlineMs: 6 * 3_600_000 } as const;
export const manifestLimits = { stallMs: 15_000, deadlineMs: 30_000 } as const;

/**
 * What `source` says for `name`, within limits that hold for every source alike. Throws UpdateRefused,
 * `too-large` and `too-slow` among them.
 */
export async function* receive(
	source: UpdateSource,
	name: string,
	{ maxBytes, stallMs, deadlineMs }: Limits,
	clock: Clock,
): AsyncGenerator<Uint8Array, void, undefined> {
	const ending = new AbortController();
	const pieces = source.read(name, ending.signal)[Symbol.asyncIterator]();
	const endsAtMs = clock.nowMs() + deadlineMs;
	let received = 0;
	try {
		for (;;) {
			const waitMs = Math.min(stallMs, endsAtMs - clock.nowMs());
			const next = await orTooSlow(pieces.next(), waitMs, clock);
			if (next.done === true) return;
			received += next.value.length;
			if (received > maxBytes) throw new UpdateRefused('too-large');
			yield next.value;
		}
	} finally {
		ending.abort();
		// Not waited for: a share that hangs would hang this as well.
		pieces.return?.(undefined).catch(() => undefined);
	}
}

/** All of a small file. */
export async function receiveWhole(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	for await (const piece of pieces) parts.push(piece);
	return Buffer.concat(parts);
}

function orTooSlow<T>(step: Promise<T>, waitMs: number, clock: Clock): Promise<T> {
	return new Promise((resolve, reject) => {
		const callOff = clock.after(Math.max(0, waitMs), () => {
			reject(new UpdateRefused('too-slow'));
		});
		step.then(resolve, reject).finally(callOff);
	});
}
