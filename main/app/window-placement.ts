import { type Rectangle, screen } from 'electron';
import Store from 'electron-store';

import type { Log } from '../log/log.ts';
import { trustedSchema } from './trusted-schema.ts';

interface Placement {
	bounds: Rectangle | null;
}

const number = { type: 'number' } as const;

/**
 * Where the desk's window stood last. Nothing else is stored, and nothing of a patient. What cannot be
 * read or written costs a window's place; it must not cost a start.
 */
export class WindowPlacement {
	readonly #log: Log;
	readonly #store: Store<Placement> | undefined;

	constructor(log: Log) {
		this.#log = log;
		this.#store = this.#try(
			() =>
				new Store<Placement>({
					name: 'window',
					defaults: { bounds: null },
					clearInvalidConfig: true,
					ajvOptions: trustedSchema,
					schema: {
						bounds: {
							type: ['object', 'null'],
							properties: { x: number, y: number, width: number, height: number },
							required: ['x', 'y', 'width', 'height'],
						},
					},
				}),
		);
	}

	/** The last bounds, unless the display that they were on is gone. */
	get bounds(): Rectangle | undefined {
		const bounds = this.#try(() => this.#store?.get('bounds')) ?? null;
		if (bounds === null) return undefined;
		const { workArea } = screen.getDisplayMatching(bounds);
		return overlaps(bounds, workArea) ? bounds : undefined;
	}

	remember(bounds: Rectangle): void {
		this.#try(() => this.#store?.set('bounds', bounds));
	}

	#try<T>(use: () => T): T | undefined {
		try {
			return use();
		} catch (error) {
			this.#log.warn('window placement unusable', { error });
			return undefined;
		}
	}
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
	return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
