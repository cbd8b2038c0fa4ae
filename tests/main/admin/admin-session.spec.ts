import { beforeEach, describe, expect, it } from 'vitest';

import { AdminSession } from '../../../main/admin/admin-session.ts';
import { FakeClock } from '../../support/fake-clock.ts';

let clock: FakeClock;
let ends: number;
let session: AdminSession;

beforeEach(() => {
	clock = new FakeClock();
	ends = 0;
	session = new AdminSession(clock, () => (ends += 1));
});

const require = () => {
	session.require();
};
const pinRequired = expect.objectContaining({ failure: { code: 'pin-required' } });

describe('AdminSession', () => {
	it('is closed until it is opened', () => {
		expect(session.isOpen).toBe(false);
		expect(require).toThrow(pinRequired);
	});

	it('lets an administrator in for two minutes, then ends by itself and says so once', () => {
		session.open();
		clock.advance(119_999);
		expect(session.isOpen).toBe(true);
		clock.advance(1);
		expect(require).toThrow(pinRequired);
		expect(ends).toBe(1);
		clock.advance(600_000);
		expect(ends).toBe(1);
	});

	it('lasts two minutes from the last call', () => {
		session.open();
		for (let call = 0; call < 6; call += 1) {
			clock.advance(119_000);
			expect(require).not.toThrow();
		}
		clock.advance(120_000);
		expect(session.isOpen).toBe(false);
		expect(ends).toBe(1);
	});

	it('lasts as long as somebody touches the desk, but no longer than a quarter of an hour', () => {
		session.open();
		for (let minute = 1; minute < 15; minute += 1) {
			clock.advance(60_000);
			session.touch();
		}
		clock.advance(59_999);
		expect(session.isOpen).toBe(true);
		session.touch();
		clock.advance(1);
		expect(session.isOpen).toBe(false);
		session.touch();
		expect(session.isOpen).toBe(false);
		expect(ends).toBe(1);
	});

	it('is ended once, and said so, when the desk is left', () => {
		session.open();
		session.end();
		session.end();
		expect(session.isOpen).toBe(false);
		expect(ends).toBe(1);
		expect(clock.waiting).toBe(0);
	});

	it('lasts two minutes from the second PIN as well', () => {
		session.open();
		clock.advance(100_000);
		session.open();
		clock.advance(100_000);
		expect(session.isOpen).toBe(true);
		expect(ends).toBe(0);
	});

	it('says nothing when somebody closes it, and leaves no timer behind', () => {
		session.open();
		session.require();
		session.close();
		expect(require).toThrow(pinRequired);
		expect(clock.waiting).toBe(0);
		clock.advance(600_000);
		expect(ends).toBe(0);
	});

	it('may be closed without having been opened, and opened again after it was closed', () => {
		session.close();
		session.open();
		session.close();
		session.open();
		expect(require).not.toThrow();
	});

	it('is over after the PC has slept, even if the timer has not fired yet', () => {
		const slept = Object.assign(new FakeClock(), { after: () => () => undefined });
		const other = new AdminSession(slept, () => undefined);
		other.open();
		slept.advance(3_600_000);
		expect(() => {
			other.require();
		}).toThrow(pinRequired);
	});
});
