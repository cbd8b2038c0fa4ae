import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { noAttempts, PinLock } from '../../../main/admin/pin-lock.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { failureOf } from '../../support/failure-of.ts';
import { MemoryCell } from '../../support/memory-cell.ts';

const delaysMs = [0, 0, 0, 0, 30_000, 60_000, 300_000, 900_000];

/** What is true, whatever the computer's clock says. */
interface Truth {
	realMs: number;
	/** Tries looked at since the last right one. */
	wrong: number;
	lastTry: { realMs: number; wallMs: number };
	startedRealMs: number;
	isDiskFull: boolean;
}

/** A PC in the hands of somebody who guesses, kills, waits and turns the clock. */
class Pc {
	#attempts = new MemoryCell(noAttempts);
	clock = new FakeClock();
	#lock = this.#start();
	looked = 0;

	#start(): PinLock {
		const record = new MemoryCell(null);
		return new PinLock({ attempts: this.#attempts, record, clock: this.clock });
	}

	fillDisk(isFull: boolean): void {
		this.#attempts.fails = isFull;
	}

	restart(wallMs: number): void {
		const { fails, value } = this.#attempts;
		this.#attempts = new MemoryCell(value);
		this.#attempts.fails = fails;
		this.clock = new FakeClock();
		this.clock.wallOffsetMs = wallMs;
		this.#lock = this.#start();
	}

	/** `dies`: the program is killed while the PIN is being looked at. */
	guess(how: 'right' | 'wrong' | 'dies'): Promise<unknown> {
		const check = () => {
			this.looked += 1;
			return how === 'dies'
				? new Promise<boolean>(() => undefined)
				: Promise.resolve(how === 'right');
		};
		const tried = this.#lock.try(check, (waitSeconds) => ({ code: 'wrong-pin', waitSeconds }));
		const killed = new Promise((resolve) => setImmediate(resolve));
		return how === 'dies' ? Promise.race([failureOf(tried), killed]) : failureOf(tried);
	}
}

type Command = fc.AsyncCommand<Truth, Pc>;

class Guess implements Command {
	readonly how;
	constructor(how: 'right' | 'wrong' | 'dies') {
		this.how = how;
	}
	check = () => true;
	async run(truth: Truth, pc: Pc): Promise<void> {
		const before = pc.looked;
		const sinceLastMs = truth.realMs - truth.lastTry.realMs;
		const delayMs = delaysMs[Math.min(truth.wrong, 7)] ?? 0;
		await pc.guess(this.how);
		const wasLookedAt = pc.looked > before;
		// The promise: never sooner. And the courtesy: whoever has waited within the run is let try.
		if (wasLookedAt) expect(sinceLastMs).toBeGreaterThanOrEqual(delayMs);
		const waitedMs = truth.realMs - Math.max(truth.lastTry.realMs, truth.startedRealMs);
		if (waitedMs >= delayMs) expect(wasLookedAt).toBe(!truth.isDiskFull);
		if (wasLookedAt) {
			truth.lastTry = { realMs: truth.realMs, wallMs: pc.clock.wallNowMs() };
			truth.wrong = this.how === 'right' ? 0 : truth.wrong + 1;
		}
		if (this.how === 'dies') new Restart(0, 0).run(truth, pc);
	}
	toString = () => `guess ${this.how}`;
}

class Wait {
	readonly ms;
	constructor(ms: number) {
		this.ms = ms;
	}
	check = () => true;
	run(truth: Truth, pc: Pc): void {
		truth.realMs += this.ms;
		pc.clock.advance(this.ms);
	}
	toString = () => `wait ${String(this.ms)}`;
}

class TurnClock {
	readonly byMs;
	constructor(byMs: number) {
		this.byMs = byMs;
	}
	check = () => true;
	run(_truth: Truth, pc: Pc): void {
		pc.clock.wallOffsetMs += this.byMs;
	}
	toString = () => `turn the clock by ${String(this.byMs)}`;
}

class Restart {
	readonly offMs;
	readonly turnedMs;
	constructor(offMs: number, turnedMs: number) {
		this.offMs = offMs;
		this.turnedMs = turnedMs;
	}
	check = () => true;
	run(truth: Truth, pc: Pc): void {
		truth.realMs += this.offMs;
		truth.startedRealMs = truth.realMs;
		// Not promised: a clock that runs ahead of the last try across a restart (see PinLock).
		const honestMs = truth.lastTry.wallMs + truth.realMs - truth.lastTry.realMs;
		const wallMs = pc.clock.wallNowMs() + this.offMs + this.turnedMs;
		pc.restart(Math.min(honestMs, wallMs));
	}
	toString = () => `restart after ${String(this.offMs)}, clock turned by ${String(this.turnedMs)}`;
}

class FillDisk {
	readonly isFull;
	constructor(isFull: boolean) {
		this.isFull = isFull;
	}
	check = () => true;
	run(truth: Truth, pc: Pc): void {
		truth.isDiskFull = this.isFull;
		pc.fillDisk(this.isFull);
	}
	toString = () => `disk ${this.isFull ? 'full' : 'free'}`;
}

const ms = fc.constantFrom(0, 1, 999, 29_999, 30_000, 60_000, 299_999, 300_000, 900_000, 3_600_000);
const turn = fc.tuple(ms, fc.constantFrom(-1, 1)).map(([byMs, sign]) => byMs * sign);
/** Guesses twice as often as the rest: what is rare lies beyond the seventh. */
const guess = fc.constantFrom('wrong', 'wrong', 'wrong', 'wrong', 'dies', 'right' as const);
const commands = fc.commands<Truth, Pc, false>(
	[
		guess.map((how) => new Guess(how)),
		guess.map((how) => new Guess(how)),
		ms.map((waitMs) => new Wait(waitMs)),
		turn.map((byMs) => new TurnClock(byMs)),
		fc.tuple(ms, turn).map(([offMs, byMs]) => new Restart(offMs, byMs)),
		fc.boolean().map((isFull) => new FillDisk(isFull)),
	] as fc.Arbitrary<Command>[],
	{ maxCommands: 80, size: 'max' },
);

describe('PinLock, whatever is done to the PC', () => {
	it('lets nobody guess sooner than the delays allow, and everybody who has waited', async () => {
		await fc.assert(
			fc.asyncProperty(commands, async (todo) => {
				const pc = new Pc();
				const lastTry = { realMs: -Infinity, wallMs: pc.clock.wallNowMs() };
				const truth = { realMs: 0, wrong: 0, lastTry, startedRealMs: 0, isDiskFull: false };
				await fc.asyncModelRun(() => ({ model: truth, real: pc }), todo);
			}),
			{ numRuns: 1000 },
		);
	});
});
