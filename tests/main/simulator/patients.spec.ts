import { describe, expect, it } from 'vitest';

import { findPatient } from '../../../main/simulator/patient-lookup.ts';
import { patients, practicePatients } from '../../../main/simulator/patients.ts';
import type { PracticeCase } from '../../../preload/contract.ts';

/** A record, so that a case added to the contract must be listed here to compile. */
const everyCase: Record<PracticeCase, true> = {
	active: true,
	deactivated: true,
	locked: true,
	'no-mobile-otp': true,
	'shared-phone': true,
	'no-address': true,
	'no-number': true,
	'long-name': true,
	'slow-sms': true,
	'otp-limit': true,
};

describe('patients', () => {
	it('shows every case of the contract', () => {
		const shown = new Set(practicePatients.map(({ shows }) => shows));
		expect([...shown].sort()).toEqual(Object.keys(everyCase).sort());
		expect(practicePatients.length).toBeGreaterThanOrEqual(10);
	});

	it("begins with the seed's example", () => {
		expect(practicePatients[0]).toEqual({ query: 'deepak.pant', shows: 'active' });
		expect(findPatient('deepak.pant')?.abhaNumber).toBe('43-4221-5105-6749');
	});

	it('finds each practice patient by what the list says to type', () => {
		for (const { query, shows } of practicePatients) {
			expect(findPatient(query)?.shows, query).toBe(shows);
		}
	});

	it.each(patients)('identifies $name once, by a number that passes Luhn', (patient) => {
		const { abhaNumber, abhaAddress } = patient;
		expect(abhaNumber ?? abhaAddress).toBeDefined();
		if (abhaNumber !== undefined) {
			expect(abhaNumber).toMatch(/^\d{2}-\d{4}-\d{4}-\d{4}$/);
			expect(luhnSum(abhaNumber) % 10).toBe(0);
			expect(findPatient(abhaNumber)).toBe(patient);
		}
		if (abhaAddress !== undefined) {
			expect(abhaAddress).toMatch(/^[a-z0-9]+\.?[a-z0-9]+@sbx$/);
			expect(findPatient(abhaAddress)).toBe(patient);
		}
	});

	it('gives one phone to two people', () => {
		const mobiles = patients
			.filter(({ shows }) => shows === 'shared-phone')
			.map(({ mobile }) => mobile);
		expect(mobiles).toHaveLength(2);
		expect(new Set(mobiles).size).toBe(1);
	});

	it('has names in Latin, Devanagari and Tamil script, one of them very long', () => {
		const names = patients.map(({ name }) => name);
		expect(names.some((name) => /^\p{Script=Latin}/u.test(name))).toBe(true);
		expect(names.some((name) => /^\p{Script=Tamil}/u.test(name))).toBe(true);
		const long = patients.find(({ shows }) => shows === 'long-name')?.name;
		expect(long).toMatch(/^\p{Script=Devanagari}.{80,}/u);
	});
});

function luhnSum(abhaNumber: string): number {
	const digits = Array.from(abhaNumber.replaceAll('-', ''), Number).reverse();
	return digits
		.map((digit, place) => (place % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)))
		.reduce((sum, digit) => sum + digit, 0);
}
