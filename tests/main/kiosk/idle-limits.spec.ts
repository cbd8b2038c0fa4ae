import { describe, expect, it } from 'vitest';

import { IdleWatch } from '../../../main/desk/idle-watch.ts';
import { idleLimits, type IdleSituation } from '../../../main/kiosk/idle-limits.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const attract: IdleSituation = {
	kiosk: { idleAfterSeconds: 60 },
	hasBegun: false,
	isVisitOpen: false,
	awaitsOtp: false,
	idleEndsVisitAfterMinutes: 5,
};

describe('idleLimits', () => {
	it('leaves a desk as it was', () => {
		const desk = { ...attract, kiosk: null, hasBegun: true, awaitsOtp: true };
		expect(idleLimits(desk)).toEqual({ limitMs: 300_000, warns: false });
		expect(idleLimits({ ...desk, isVisitOpen: true })).toEqual({ limitMs: 300_000, warns: true });
	});

	it('waits for nobody before the first touch', () => {
		expect(idleLimits(attract)).toEqual({ limitMs: null, warns: false });
	});

	it.each([{ hasBegun: true }, { isVisitOpen: true }])('gives a person %o 60 s and 30 s', (is) => {
		expect(idleLimits({ ...attract, ...is })).toEqual({ limitMs: 90_000, warns: true });
	});

	it('gives who waits for an OTP 180 s and 30 s', () => {
		const otp = { ...attract, hasBegun: true, isVisitOpen: true, awaitsOtp: true };
		expect(idleLimits(otp)).toEqual({ limitMs: 210_000, warns: true });
	});

	it('never gives less for an OTP than for the rest', () => {
		const otp = { ...attract, hasBegun: true, awaitsOtp: true, kiosk: { idleAfterSeconds: 300 } };
		expect(idleLimits(otp)).toEqual({ limitMs: 330_000, warns: true });
	});

	it('runs from the first touch of a kiosk until it is back at its start, and not after', () => {
		const clock = new FakeClock();
		let situation = attract;
		const heard: (number | string | null)[] = [];
		const watch = new IdleWatch({
			clock,
			limitMs: () => idleLimits(situation).limitMs,
			isVisitOpen: () => idleLimits(situation).warns,
			onWarning: (secondsLeft) => heard.push(secondsLeft),
			onIdle: () => {
				heard.push('idle');
				situation = attract;
			},
		});
		clock.advance(3_600_000);
		situation = { ...attract, hasBegun: true };
		watch.touch();
		clock.advance(59_999);
		expect(heard).toEqual([]);
		clock.advance(1);
		expect(heard).toEqual([30]);
		clock.advance(30_000);
		expect(heard).toEqual([30, 'idle']);
		clock.advance(3_600_000);
		expect(heard).toEqual([30, 'idle']);
	});
});
