import { readFileSync, writeFileSync } from 'node:fs';

import { type Rectangle, screen } from 'electron';

import type { Log } from '../log/log.ts';

/**
 * Where the desk's window stood last, in a file of its own: the window is made before the settings and
 * all that reads them are loaded. Nothing else is stored, and nothing of a patient. What cannot be
 * read or written costs a window's place; it must not cost a start.
 */
export class WindowPlacement {
	readonly #path: string;
	readonly #log: Log;

	constructor(path: string, log: Log) {
		this.#path = path;
		this.#log = log;
	}

	/** The last bounds, unless the display that they were on is gone. */
	get bounds(): Rectangle | undefined {
		const bounds = this.#read();
		if (bounds === undefined) return undefined;
		const { workArea } = screen.getDisplayMatching(bounds);
		return overlaps(bounds, workArea) ? bounds : undefined;
	}

	remember({ x, y, width, height }: Rectangle): void {
		try {
			writeFileSync(this.#path, JSON.stringify({ bounds: { x, y, width, height } }));
		} catch (error) {
			this.#log.warn('window placement unusable', { error });
		}
	}

	#read(): Rectangle | undefined {
		try {
			return parseBounds(JSON.parse(readFileSync(this.#path, 'utf8')));
		} catch (error) {
			const isFirstStart = error instanceof Error && 'code' in error && error.code === 'ENOENT';
			if (!isFirstStart) this.#log.warn('window placement unusable', { error });
			return undefined;
		}
	}
}

/** `undefined` for anything that Electron would not take as the bounds of a window. */
function parseBounds(content: unknown): Rectangle | undefined {
	const { bounds } = Object(content) as { bounds?: unknown };
	const { x, y, width, height } = Object(bounds) as Partial<Record<string, unknown>>;
	const isWhole = (value: unknown): value is number =>
		Number.isInteger(value) && Math.abs(value as number) <= 100_000;
	if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return undefined;
	return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
	return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
