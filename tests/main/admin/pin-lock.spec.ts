import { beforeEach, describe, expect, it } from 'vitest';

import type { PinRecord } from '../../../main/admin/pin-hash.ts';
import { noAttempts, type PinAttempts, PinLock } from '../../../main/admin/pin-lock.ts';
import type { Failure } from '../../../preload/contract/failure.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { failureOf } from '../../support/failure-of.ts';
import { MemoryCell } from '../../support/memory-cell.ts';

let attempts: MemoryCell<PinAttempts>;
let record: MemoryCell<PinRecord | null>;
let clock: FakeClock;
let lock: PinLock;
/** How often something was looked at: a guess. */
let checks: number;

beforeEach(() => {
	attempts = new MemoryCell(noAttempts);
	record = new MemoryCell<PinRecord | null>(null);
	clock = new FakeClock();
	lock = new PinLock({ attempts, record, clock });
	checks = 0;
});

/** The program is started again, `laterMs` later by this computer's clock, on a clock of its own. */
function restart(laterMs: number): void {
	const wallMs = clock.wallNowMs() + laterMs;
	clock = new FakeClock();
	clock.wallOffsetMs = wallMs;
	lock = new PinLock({ attempts: new MemoryCell(attempts.value), record, clock });
}

async function guess(isRight = false): Promise<Failure | null> {
	const check = async () => {
		checks += 1;
		return isRight;
	};
	return failureOf(lock.try(check, (waitSeconds) => ({ code: 'wrong-pin', waitSeconds })));
}

async function guessWrong(times: number): Promise<void> {
	for (let made = 0; made < times; made += 1) {
		await guess();
		clock.advance(15 * 60_000);
	}
}

/** As many wrong tries as it takes until one has to wait: four, and 30 seconds. */
async function reachWait(): Promise<void> {
	for (let made = 0; made < 4; made += 1) await guess();
}

describe('PinLock', () => {
	it('says thirty seconds, and not thirty-one for a moment that no float can hold', async () => {
		// There (a + 30000) - a is a little more than 30000.
		clock.advance(4938.391);
		for (let made = 0; made < 3; made += 1) await guess();
		expect(await guess()).toEqual({ code: 'wrong-pin', waitSeconds: 30 });
	});

	it('makes wrong tries wait 0, 0, 0, 30 s, 1 min, 5 min, 15 min, and 15 min from then on', async () => {
		const waits: (number | undefined)[] = [];
		for (let made = 0; made < 9; made += 1) {
			const failure = await guess();
			waits.push(failure?.code === 'wrong-pin' ? failure.waitSeconds : undefined);
			clock.advance((waits.at(-1) ?? 0) * 1000);
		}
		expect(waits).toEqual([0, 0, 0, 30, 60, 300, 900, 900, 900]);
	});

	it('does not look at a try that comes too early, and says how long to wait', async () => {
		await reachWait();
		clock.advance(29_001);
		expect(await guess(true)).toEqual({ code: 'pin-wait', waitSeconds: 1 });
		expect(checks).toBe(4);
	});

	it('does not punish a try that comes too early', async () => {
		await reachWait();
		await guess();
		clock.advance(30_000);
		expect(await guess(true)).toBeNull();
	});

	it('starts over after a right one', async () => {
		await guessWrong(6);
		expect(await guess(true)).toBeNull();
		expect(attempts.value.failures).toBe(0);
		expect(await guess()).toEqual({ code: 'wrong-pin', waitSeconds: 0 });
	});

	it('has counted the try on the disk before it looks', async () => {
		const seen: number[] = [];
		const check = async () => {
			seen.push(attempts.value.failures);
			return true;
		};
		await lock.try(check, (waitSeconds) => ({ code: 'wrong-pin', waitSeconds }));
		expect(seen).toEqual([1]);
	});

	it('takes one try at a time', async () => {
		const slow = lock.try(
			() => new Promise((resolve) => setTimeout(resolve, 5, false)),
			(waitSeconds) => ({ code: 'wrong-pin', waitSeconds }),
		);
		expect(await guess(true)).toEqual({ code: 'busy' });
		expect(await failureOf(slow)).toEqual({ code: 'wrong-pin', waitSeconds: 0 });
		expect(await guess(true)).toBeNull();
	});

	it('counts a try whose check breaks, and takes the next', async () => {
		const broken = lock.try(
			() => Promise.reject(new RangeError('out of memory')),
			(waitSeconds) => ({ code: 'wrong-pin', waitSeconds }),
		);
		await expect(broken).rejects.toThrow('out of memory');
		expect(attempts.value.failures).toBe(1);
		expect(await guess(true)).toBeNull();
	});

	it('counts PINs and client secrets together', async () => {
		await reachWait();
		clock.advance(30_000);
		const secret = lock.try(
			async () => false,
			(waitSeconds) => ({ code: 'wrong-client-secret', waitSeconds }),
		);
		expect(await failureOf(secret)).toEqual({ code: 'wrong-client-secret', waitSeconds: 60 });
		expect(await guess()).toEqual({ code: 'pin-wait', waitSeconds: 60 });
	});
});

describe('PinLock, when the vault cannot be written', () => {
	it('looks at nothing', async () => {
		attempts.fails = true;
		expect(await guess(true)).toEqual({ code: 'vault-not-saved' });
		expect(checks).toBe(0);
	});

	it('does not punish what it has not looked at', async () => {
		attempts.fails = true;
		for (let made = 0; made < 10; made += 1) await guess();
		attempts.fails = false;
		expect(await guess()).toEqual({ code: 'wrong-pin', waitSeconds: 0 });
	});

	it('lets the right PIN in although starting over cannot be saved', async () => {
		const check = async () => {
			attempts.fails = true;
			return true;
		};
		await lock.try(check, (waitSeconds) => ({ code: 'wrong-pin', waitSeconds }));
		expect(attempts.fails).toBe(true);
	});
});

describe('PinLock, after the program was started again', () => {
	it('goes on waiting for what is left', async () => {
		await reachWait();
		clock.advance(10_000);
		restart(5_000);
		expect(await guess(true)).toEqual({ code: 'pin-wait', waitSeconds: 15 });
		clock.advance(15_000);
		expect(await guess(true)).toBeNull();
	});

	it('waits no more when the time has passed in between', async () => {
		await reachWait();
		restart(30_000);
		expect(await guess()).toEqual({ code: 'wrong-pin', waitSeconds: 60 });
	});

	it('has forgotten no try', async () => {
		await guess();
		await guess();
		await guess();
		restart(0);
		expect(await guess()).toEqual({ code: 'wrong-pin', waitSeconds: 30 });
	});

	it.each([1, 3_600_000, 30 * 365 * 86_400_000])(
		'waits the whole time anew with a clock that was set back by %i ms',
		async (backMs) => {
			await reachWait();
			clock.advance(29_000);
			restart(-29_000 - backMs);
			expect(await guess(true)).toEqual({ code: 'pin-wait', waitSeconds: 30 });
			clock.advance(30_000);
			expect(await guess(true)).toBeNull();
		},
	);

	it('does not lock for longer than the delay when the clock was years ahead', async () => {
		clock.wallOffsetMs = Date.UTC(2099, 0, 1);
		await reachWait();
		restart(-(73 * 365 * 86_400_000));
		clock.advance(30_000);
		expect(await guess(true)).toBeNull();
	});

	it('has counted a try during which the program was killed', async () => {
		await guess();
		await guess();
		await guess();
		void lock.try(
			() => new Promise<boolean>(() => undefined),
			(waitSeconds) => ({ code: 'wrong-pin', waitSeconds }),
		);
		await new Promise((resolve) => setTimeout(resolve));
		restart(0);
		expect(await guess(true)).toEqual({ code: 'pin-wait', waitSeconds: 30 });
	});
});

describe('PinLock, within a run', () => {
	it('does not care what is done to the clock', async () => {
		await reachWait();
		clock.wallOffsetMs += 365 * 86_400_000;
		expect(await guess(true)).toEqual({ code: 'pin-wait', waitSeconds: 30 });
		clock.wallOffsetMs -= 2 * 365 * 86_400_000;
		expect(await guess(true)).toEqual({ code: 'pin-wait', waitSeconds: 30 });
		clock.advance(30_000);
		expect(await guess(true)).toBeNull();
	});
});

describe('the PIN', () => {
	it('is not set on a new PC: no PIN opens it, and no try is counted', async () => {
		expect(lock.setOn).toBeNull();
		for (const pin of ['', '000000', '123456', '0000']) {
			expect(await failureOf(lock.tryPin(pin))).toEqual({ code: 'pin-not-set' });
		}
		expect(attempts.value.failures).toBe(0);
	});

	it('opens once it is set, in any script, and stands nowhere in clear', async () => {
		await lock.setPin('482915');
		expect(lock.setOn).toBe('2026-11-23T00:00:00.000Z');
		expect(JSON.stringify(record.value)).not.toContain('482915');
		expect(await failureOf(lock.tryPin('४८२ ९१५'))).toBeNull();
		expect(await failureOf(lock.tryPin('482916'))).toEqual({ code: 'wrong-pin', waitSeconds: 0 });
		expect(await failureOf(lock.tryPin('no PIN'))).toEqual({ code: 'wrong-pin', waitSeconds: 0 });
	});

	it('is not set to a weak one', async () => {
		const problem = { field: 'pin', problem: 'weak' };
		expect(await failureOf(lock.setPin('123456'))).toEqual({ code: 'invalid-input', problem });
		expect(record.value).toBeNull();
	});
});
