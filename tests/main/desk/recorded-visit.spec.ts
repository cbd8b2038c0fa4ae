import { beforeEach, describe, expect, it } from 'vitest';

import type { AuditRecord } from '../../../main/audit/trail.ts';
import { RecordedVisit } from '../../../main/desk/recorded-visit.ts';
import { SendLimits } from '../../../main/desk/send-limits.ts';
import { Visit } from '../../../main/desk/visit.ts';
import { FakeClient, loggedIn, record } from '../../support/fake-client.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const patient = { abhaNumber: '43-4221-5105-6749', abhaAddress: 'deepak.pant@sbx' };

let client: FakeClient;
let visit: RecordedVisit;
let recorded: AuditRecord[];
/** Set by a test that lets the disk be slow. */
let write: () => Promise<void>;

beforeEach(() => {
	const clock = new FakeClock();
	client = new FakeClient();
	recorded = [];
	write = () => Promise.resolve();
	visit = new RecordedVisit(
		(onEnd) => new Visit({ client, clock, limits: new SendLimits(clock), onEnd }),
		{
			record: (entry) => {
				recorded.push(entry);
				return write();
			},
		},
	);
});

async function find(): Promise<unknown> {
	const finding = visit.find('deepak.pant');
	client.answer(record);
	return finding;
}

async function verify(): Promise<void> {
	await find();
	const sending = visit.sendOtp('mobile-otp');
	client.answer('transaction-1');
	await sending;
	const verifying = visit.verifyOtp('012345');
	client.answer(loggedIn('profile-token'));
	await verifying;
}

describe('RecordedVisit', () => {
	it('records what was seen of whom, in order, and why it ended', async () => {
		await verify();
		visit.end('finished');
		expect(recorded).toEqual([
			{ event: 'found', patient },
			{ event: 'otp-sent', patient },
			{ event: 'verified', patient },
			{ event: 'visit-ended', patient, detail: 'finished' },
		]);
	});

	it('records a failure by its code, with whom it was about', async () => {
		const finding = visit.find('43422151056749');
		client.fail({ code: 'cancelled' });
		await expect(finding).rejects.toThrow('cancelled');
		expect(recorded).toEqual([
			{
				event: 'failed',
				patient: { abhaNumber: '43-4221-5105-6749', abhaAddress: null },
				detail: 'cancelled',
			},
		]);
	});

	it('does not record what never left the desk', async () => {
		await expect(visit.find('')).rejects.toThrow('invalid-input');
		await expect(visit.resendOtp()).rejects.toThrow('visit-ended');
		expect(recorded).toEqual([]);
	});

	it('shows nothing before its trace is written', async () => {
		let written: () => void = () => undefined;
		write = () => new Promise((resolve) => (written = resolve));
		let isShown = false;
		const finding = visit.find('deepak.pant').then(() => (isShown = true));
		client.answer(record);
		await expect.poll(() => recorded).toHaveLength(1);
		expect(isShown).toBe(false);
		written();
		await finding;
		expect(isShown).toBe(true);
	});

	it('drops an answer whose visit ended while its trace was written', async () => {
		const written: (() => void)[] = [];
		write = () => new Promise((resolve) => written.push(resolve));
		const finding = visit.find('deepak.pant');
		const dropped = expect(finding).rejects.toThrow('visit-ended');
		client.answer(record);
		await expect.poll(() => recorded).toHaveLength(1);
		visit.end('idle');
		for (const finish of written) finish();
		await dropped;
		expect(recorded.map(({ event }) => event)).toEqual(['found', 'visit-ended']);
	});

	it('records that one visit made room for the next', async () => {
		await find();
		await find();
		expect(recorded.map(({ event, detail }) => [event, detail])).toEqual([
			['found', undefined],
			['visit-ended', 'next-patient'],
			['found', undefined],
		]);
	});

	it('says nothing of an end where there was nobody', () => {
		visit.end('idle');
		expect(recorded).toEqual([]);
		expect(visit.isOpen).toBe(false);
	});

	it('keeps a double click from ending the visit in the log', async () => {
		const sending = visit.sendOtpToNumber('mobile', '9000000903');
		client.answer('transaction-1');
		await sending;
		await expect(visit.sendOtpToNumber('mobile', '9000000903')).rejects.toThrow('busy');
		expect(recorded.map(({ event }) => event)).toEqual(['otp-sent']);
		expect(visit.isOpen).toBe(true);
	});

	it('names nobody after the visit has ended', async () => {
		await verify();
		visit.end('cancelled');
		recorded = [];
		const sending = visit.sendOtpToNumber('mobile', '9000000903');
		client.answer('transaction-2');
		await sending;
		expect(recorded).toEqual([{ event: 'otp-sent' }]);
	});

	it('records a card when it was printed or saved, and not when the person thought better of it', async () => {
		await verify();
		const card = { contentType: 'image/png', bytes: new Uint8Array([1]) };
		const reading = visit.takeCard('card-printed', async () => false);
		client.answer(card);
		expect(await reading).toBe(false);
		expect(await visit.takeCard('card-saved', async () => true)).toBe(true);
		expect(recorded.slice(3)).toEqual([{ event: 'card-saved', patient }]);
	});
});
