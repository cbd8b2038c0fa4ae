import { z } from 'zod';

import type { Clock } from '../clock.ts';

/** The last number that was given. */
export interface Slip {
	/** `YYYY-MM-DD`, by this computer's clock and time zone. */
	day: string;
	number: number;
}

const storedSlip = z.object({ day: z.iso.date(), number: z.int().min(0) });

/** Where the last slip outlasts a restart. May throw: the numbers then go on in memory. */
export interface SlipStore {
	read(): unknown;
	write(slip: Slip): void;
}

export interface SlipNumbersOptions {
	store: SlipStore;
	clock: Pick<Clock, 'wallNowMs'>;
}

/**
 * The numbers that verified patients tell at the registration desk: 1, 2, 3, anew each day. They say
 * nothing of anybody.
 */
export class SlipNumbers {
	readonly #options: SlipNumbersOptions;
	/** The highest of each day in this run: a clock that is set back must not give one out twice. */
	readonly #highest = new Map<string, number>();
	#last: Slip | undefined;

	constructor(options: SlipNumbersOptions) {
		this.#options = options;
	}

	next(): string {
		const last = (this.#last ??= this.#stored());
		const day = localDay(this.#options.clock.wallNowMs());
		// On an earlier day than the last, it cannot be known what was given: so the numbers go on.
		const before = last !== undefined && day <= last.day ? last.number : 0;
		const number = Math.max(before, this.#highest.get(day) ?? 0) + 1;
		this.#highest.set(day, number);
		this.#last = { day, number };
		this.#keep(this.#last);
		return String(number);
	}

	#stored(): Slip | undefined {
		try {
			const { data: slip } = storedSlip.safeParse(this.#options.store.read());
			return slip;
		} catch {
			// Counting begins anew: a number twice is better than a patient without one.
			return undefined;
		}
	}

	#keep(slip: Slip): void {
		try {
			this.#options.store.write(slip);
		} catch {
			// Only a restart on the same day will notice.
		}
	}
}

function localDay(wallMs: number): string {
	const date = new Date(wallMs);
	const two = (part: number) => String(part).padStart(2, '0');
	return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
