import { beforeEach, describe, expect, it } from 'vitest';

import type { AuditRecord } from '../../../main/audit/trail.ts';
import { Consent } from '../../../main/kiosk/consent.ts';

let recorded: AuditRecord[];
let consent: Consent;

beforeEach(() => {
	recorded = [];
	consent = new Consent({
		record: async (entry) => {
			recorded.push(entry);
		},
	});
});

describe('Consent', () => {
	it('is needed before it is given', () => {
		expect(() => {
			consent.require();
		}).toThrow('consent-needed');
	});

	it('lasts until it is forgotten', async () => {
		await consent.given('hi');
		consent.require();
		consent.forget();
		expect(() => {
			consent.require();
		}).toThrow('consent-needed');
	});

	it('is taken back by who declines', async () => {
		await consent.given('hi');
		await consent.declined('hi');
		expect(consent.isGiven).toBe(false);
	});

	it('is recorded with the words that were read, as words that the activity log takes', async () => {
		await consent.given('hi');
		await consent.declined('en');
		expect(recorded).toEqual([
			{ event: 'consent-given', detail: 'hi-2026-11' },
			{ event: 'consent-declined', detail: 'en-2026-11' },
		]);
	});
});
