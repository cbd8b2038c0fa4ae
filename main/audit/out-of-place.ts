import type { Findings, FindingKind, Place, Spot } from './findings.ts';

/** Numbers that do not come where they should: `from` to `to`. */
export interface Hole {
	from: number;
	to: number;
	spot: Spot;
	/** What it is if the numbers stand nowhere else either. */
	kind: FindingKind;
}

/** Entries that follow one another, but not what stands before them. */
export interface Stray {
	first: number;
	last: number;
	place: Place;
}

/** With more of them, the log is shuffled beyond counting; that it is, is told all the same. */
const maxKept = 1000;

/** Holes in the chain and entries outside of it: only at the end is it known which fills which. */
export class OutOfPlace {
	readonly #holes: Hole[] = [];
	readonly #strays: Stray[] = [];

	hole(hole: Hole): void {
		if (this.#holes.length < maxKept) this.#holes.push(hole);
	}

	stray(stray: Stray): void {
		if (this.#strays.length < maxKept) this.#strays.push(stray);
	}

	/** What fills a hole was moved; what fills none was added; a hole that nothing fills is a loss. */
	explain(findings: Findings): void {
		const left = new Map(this.#holes.map((hole) => [hole, hole.to - hole.from + 1]));
		for (const { first, last, place } of this.#strays) {
			let moved = 0;
			for (const hole of this.#holes) {
				const common = Math.min(last, hole.to) - Math.max(first, hole.from) + 1;
				if (common <= 0) continue;
				moved += common;
				left.set(hole, (left.get(hole) ?? 0) - common);
			}
			const added = last - first + 1 - moved;
			if (moved > 0) findings.add('reordered', place, moved);
			if (added > 0) findings.add('added', place, added);
		}
		for (const [hole, missing] of left) {
			if (missing > 0) findings.add(hole.kind, hole.spot, missing);
		}
	}
}
