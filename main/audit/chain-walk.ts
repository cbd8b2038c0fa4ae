import type { LogFinding } from '../../preload/contract/administration.ts';
import { type AuditAnchor, genesisHash, type Mismatch } from './anchor.ts';
import { type Entry, follows, type Link } from './entry.ts';
import { Findings, type Place, type Spot } from './findings.ts';
import { monthAfter } from './month.ts';
import { OutOfPlace } from './out-of-place.ts';

/** Entries that follow one another beside the chain: copies, moved ones, or the chain's own other side. */
interface Side extends Link {
	first: number;
	place: Place;
	lastPlace: Place;
}

/**
 * Walks the chain line by line and says what was done to it, holding no lines. It goes on after each
 * break where the log goes on, so that one change makes one finding.
 */
export class ChainWalk {
	readonly #anchor: AuditAnchor;
	readonly #findings = new Findings();
	readonly #outOfPlace = new OutOfPlace();
	/** The last entry that stands where it belongs; `null`: after a file that could not be read. */
	#main: Link | null;
	#mainPlace: Place | null = null;
	#side: Side | null = null;
	/** Lines that are no entries (any more), since the last entry in its place. */
	#strange: { place: Place; lines: number } | null = null;
	#piece: { place: Place; isFilled: boolean } | null = null;
	/** Whether the entry that the vault remembers as the last was met, and was the one. */
	#last: 'not-met' | 'another' | 'met' = 'not-met';
	readonly #unmetMismatches: Set<number>;

	constructor(anchor: AuditAnchor) {
		this.#anchor = anchor;
		const { number: n, hash } = anchor.base ?? { number: 0, hash: genesisHash };
		this.#main = { n, hash };
		this.#unmetMismatches = new Set(anchor.mismatches.map(({ number }) => number));
	}

	/** An entry whose own hash is right. */
	entry(entry: Entry, place: Place): void {
		const { count, head } = this.#anchor;
		if (entry.n === count && this.#last !== 'met') {
			this.#last = entry.hash === head ? 'met' : 'another';
		}
		if (entry.event === 'log-mismatch' && this.#isKnownMismatch(entry, place)) return;
		if (this.#main === null || follows(this.#main, entry)) {
			this.#addStrange();
			this.#leaveSide();
			this.#standAt(entry, place);
			return;
		}
		const side = this.#side;
		if (side !== null && follows(side, entry)) {
			this.#side = { ...side, n: entry.n, hash: entry.hash, lastPlace: place };
			// Two that follow each other are how the log goes on, unless it was there already.
			if (entry.n > this.#main.n) this.#takeSide(this.#side, this.#main);
			return;
		}
		this.#settleSide(entry.n);
		this.#side = { first: entry.n, n: entry.n, hash: entry.hash, place, lastPlace: place };
	}

	/** A line that is no entry, or not as it was written. */
	strange(place: Place): void {
		this.#strange = {
			place: this.#strange?.place ?? place,
			lines: (this.#strange?.lines ?? 0) + 1,
		};
	}

	/** What stands after the last line break of the last file; filled: with NULs or no end. */
	piece(place: Place, isFilled: boolean): void {
		this.#piece = { place, isFilled };
	}

	gap(place: Place, missed: number): void {
		this.#findings.add('gap', place, missed);
	}

	/** A file cannot be read: whatever comes after it goes on from there. */
	unreadable(month: string | null): void {
		this.#findings.add('not-readable', { month, line: null }, null);
		this.#main = this.#side = this.#strange = null;
	}

	end(): LogFinding[] {
		const { count, base, unanchored, mismatches } = this.#anchor;
		this.#settleSide(Infinity);
		const main = this.#main;
		if (main !== null && main.n < count) {
			const filled = this.#piece?.isFilled === true ? this.#piece : null;
			const spot = (this.#strange ?? filled)?.place;
			this.#outOfPlace.hole({
				from: main.n + 1,
				to: count,
				kind: spot === undefined ? 'cut-off' : 'edited',
				spot: spot ?? { month: null, line: null },
			});
		} else {
			this.#addStrange();
			if (this.#piece !== null) this.#findings.add('torn', this.#piece.place, null);
		}
		this.#outOfPlace.explain(this.#findings);
		if (this.#last === 'another') this.#replaced({ month: null, line: null });
		for (const { number, kind, count: concerned } of mismatches) {
			if (!this.#unmetMismatches.has(number)) continue;
			this.#findings.add(kind, { month: null, line: null }, concerned);
		}
		if (unanchored > (base?.number ?? 0)) {
			this.#findings.add('not-anchored', { month: null, line: null }, unanchored);
		}
		return this.#findings.list();
	}

	/** A break that was found at an opening is told as it was told then, and the log goes on from it. */
	#isKnownMismatch(entry: Entry, place: Place): boolean {
		const known = this.#anchor.mismatches.find(({ number }) => number === entry.n);
		if (known === undefined) return false;
		this.#settleSide(entry.n);
		if (this.#unmetMismatches.delete(entry.n)) this.#tell(known, entry, place);
		this.#side = this.#strange = null;
		this.#standAt(entry, place);
		return true;
	}

	#tell({ kind, count }: Mismatch, { n }: Entry, place: Place): void {
		const { month, line } = place;
		const lastNumber = this.#main?.n ?? n - 1;
		const strange = this.#strange;
		if (kind !== 'replaced' && n > lastNumber + 1) {
			// What is missing may stand elsewhere: then it was moved.
			const spot = strange?.place ?? place;
			this.#outOfPlace.hole({ from: lastNumber + 1, to: n - 1, kind, spot });
			return;
		}
		const added = kind === 'added' ? Math.max(0, lastNumber + 1 - n) : 0;
		const spot = strange?.place ?? { month, line: Math.max(1, line - added) };
		const concerned = added + (strange?.lines ?? 0);
		this.#findings.add(kind, spot, count ?? (concerned > 0 ? concerned : null));
	}

	#standAt(link: Link, place: Place): void {
		this.#main = { n: link.n, hash: link.hash };
		this.#mainPlace = place;
	}

	/** The log goes on with the side: says what has happened between it and the chain so far. */
	#takeSide(side: Side, main: Link): void {
		const { first, place, lastPlace } = side;
		if (first > main.n + 1) {
			const strange = this.#strange;
			const kind = strange === null ? 'removed' : 'edited';
			const spot = strange?.place ?? this.#spotOfLoss(place);
			this.#outOfPlace.hole({ from: main.n + 1, to: first - 1, kind, spot });
			this.#strange = null;
		} else if (first === main.n + 1) {
			// The line before is sound in itself, but no longer the one that this one followed.
			if (this.#mainPlace === null) this.#replaced(place);
			else this.#findings.add('edited', this.#mainPlace, 1);
		} else {
			// Lines that fit in beautifully, until the true ones after them.
			const added = main.n - first + 1;
			this.#findings.add('added', { ...place, line: Math.max(1, place.line - added) }, added);
		}
		this.#addStrange();
		this.#side = null;
		this.#standAt(side, lastPlace);
	}

	/** What comes now follows neither: the side was the chain if the numbers say so. */
	#settleSide(next: number): void {
		const side = this.#side;
		const main = this.#main;
		if (side === null || main === null) return;
		if (side.first > main.n && next > side.n) this.#takeSide(side, main);
		else this.#leaveSide();
	}

	#leaveSide(): void {
		if (this.#side === null) return;
		const { first, n: last, place } = this.#side;
		this.#outOfPlace.stray({ first, last, place });
		this.#side = null;
	}

	#addStrange(): void {
		if (this.#strange !== null) {
			this.#findings.add('added', this.#strange.place, this.#strange.lines);
		}
		this.#strange = null;
	}

	/** A whole month is named; else it is the line before which others are missing. */
	#spotOfLoss(place: Place): Spot {
		const due =
			this.#mainPlace === null
				? (this.#anchor.base?.month ?? place.month)
				: monthAfter(this.#mainPlace.month);
		const isMonthMissing = place.line === 1 && due < place.month;
		return isMonthMissing ? { month: due, line: null } : place;
	}

	#replaced(spot: Spot): void {
		if (!this.#findings.has('replaced')) this.#findings.add('replaced', spot, null);
	}
}
