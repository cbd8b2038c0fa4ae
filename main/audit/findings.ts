import type { LogFinding } from '../../preload/contract/administration.ts';

export type FindingKind = LogFinding['kind'];

/** Where a line stands: in which month's file, and in which line of it, from 1. */
export interface Place {
	month: string;
	line: number;
}

/** Where something is missing, as far as that is known. */
export interface Spot {
	month: string | null;
	line: number | null;
}

/** A log torn to shreds must not make a report of a million findings. */
const maxOfAKind = 50;

/** Collects what a check has found: neighbours as one, and a bounded number of each kind. */
export class Findings {
	readonly #list: LogFinding[] = [];

	add(kind: FindingKind, { month, line }: Spot, count: number | null): void {
		const alike = this.#list.filter((finding) => finding.kind === kind);
		const last = alike.at(-1);
		const isNext =
			kind === 'edited' &&
			last?.month === month &&
			line !== null &&
			(last.line ?? -1) + (last.count ?? 1) === line;
		if (last !== undefined && (isNext || alike.length >= maxOfAKind)) {
			last.count = (last.count ?? 1) + (count ?? 1);
		} else {
			this.#list.push({ kind, month, line, count });
		}
	}

	has(kind: FindingKind): boolean {
		return this.#list.some((finding) => finding.kind === kind);
	}

	/** In the order of the log; what has no place comes last. */
	list(): LogFinding[] {
		const key = ({ month, line }: Spot) => `${month ?? '~'} ${String(line ?? 0).padStart(16, '0')}`;
		return this.#list.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
	}
}
