import { beforeEach, describe, expect, it } from 'vitest';

import { SendLimits } from '../../../main/desk/send-limits.ts';
import { AppError } from '../../../main/failure.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const minute = 60_000;

let clock: FakeClock;
let maxSends: number;
let maxDeviceSends: number | null;
let limits: SendLimits;
let people: number;

beforeEach(() => {
	clock = new FakeClock();
	maxSends = 3;
	maxDeviceSends = null;
	people = 0;
	limits = new SendLimits(clock, {
		maxSends: () => maxSends,
		maxDeviceSends: () => maxDeviceSends,
	});
});

const somebody = () => [`abha:${String((people += 1))}`];

function refusal(whom: readonly string[]): unknown {
	try {
		limits.begin(whom);
		return null;
	} catch (error) {
		return error instanceof AppError ? error.failure : error;
	}
}

describe('SendLimits of one ABHA', () => {
	it('follows what is set', () => {
		maxSends = 1;
		expect(limits.begin(['a']).sent()).toEqual({ resendsLeft: 0, resendAfterSeconds: 60 });
		clock.advance(2 * minute);
		expect(refusal(['a'])).toEqual({ code: 'resend-used-up', waitSeconds: 28 * 60 });
		maxSends = 2;
		expect(limits.begin(['a']).sent().resendsLeft).toBe(0);
	});

	it('waits until enough are past when fewer are allowed than were sent', () => {
		for (let sends = 0; sends < 3; sends += 1) {
			limits.begin(['a']).sent();
			clock.advance(5 * minute);
		}
		maxSends = 1;
		// The last went out at minute 10, and it is minute 15.
		expect(refusal(['a'])).toEqual({ code: 'resend-used-up', waitSeconds: 25 * 60 });
		clock.advance(25 * minute);
		expect(refusal(['a'])).toBe(null);
	});

	it('has three sends and no limit of the PC unless told otherwise', () => {
		limits = new SendLimits(clock);
		for (let sends = 0; sends < 300; sends += 1) limits.begin(somebody()).sent();
		expect(limits.begin(['a']).sent().resendsLeft).toBe(2);
	});
});

describe('SendLimits of this PC', () => {
	beforeEach(() => {
		maxDeviceSends = 5;
	});

	it('counts the sends to whomever', () => {
		for (let sends = 0; sends < 5; sends += 1) {
			limits.begin(somebody()).sent();
			clock.advance(minute);
		}
		expect(refusal(somebody())).toEqual({ code: 'device-limit', waitSeconds: 25 * 60 });
		clock.advance(25 * minute);
		expect(refusal(somebody())).toBe(null);
		expect(refusal(somebody())).toMatchObject({ code: 'device-limit' });
	});

	it('counts whom ABDM names only masked', () => {
		for (let sends = 0; sends < 5; sends += 1) limits.begin([]).sent();
		expect(refusal([])).toEqual({ code: 'device-limit', waitSeconds: 30 * 60 });
	});

	it('counts what may have gone out, and what is under way', () => {
		limits.begin(somebody()).failed({ maybeSent: true });
		for (let sends = 0; sends < 4; sends += 1) limits.begin(somebody());
		expect(refusal(somebody())).toMatchObject({ code: 'device-limit' });
	});

	it('does not count what was refused', () => {
		for (let sends = 0; sends < 20; sends += 1) {
			limits.begin(somebody()).failed({ maybeSent: false });
		}
		expect(refusal(somebody())).toBe(null);
	});

	it('counts two names of one patient once', () => {
		for (let sends = 0; sends < 4; sends += 1) {
			limits.begin([...somebody(), ...somebody()]).sent();
		}
		expect(refusal(somebody())).toBe(null);
	});

	it('counts on when an OTP was right', () => {
		for (let sends = 0; sends < 5; sends += 1) {
			limits.begin(['a']).sent();
			limits.clear(['a']);
		}
		expect(refusal(somebody())).toMatchObject({ code: 'device-limit' });
	});

	it('leaves no trace of a send that it refused', () => {
		for (let sends = 0; sends < 5; sends += 1) limits.begin(somebody()).sent();
		for (let tries = 0; tries < 10; tries += 1) refusal(['a']);
		maxDeviceSends = null;
		expect(limits.begin(['a']).sent().resendsLeft).toBe(2);
	});

	it('says nothing of itself where the patient’s own limit speaks', () => {
		maxDeviceSends = 1;
		limits.begin(['a']).sent();
		expect(refusal(['a'])).toEqual({ code: 'resend-not-yet', waitSeconds: 60 });
	});
});
