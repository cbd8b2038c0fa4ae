import { describe, expect, it } from 'vitest';

import { findByMobile, findPatient } from '../../../main/simulator/patient-lookup.ts';
import { patients, practicePatients } from '../../../main/simulator/patients.ts';
import type { PracticeCase } from '../../../preload/contract/desk.ts';

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
		expect(practicePatients[0]).toEqual({
			query: 'deepak.pant',
			mobile: '9000000903',
			aadhaar: '999900000016',
			shows: 'active',
		});
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

	it.each(patients)("gives $name an Aadhaar of their own that is no one else's", ({ aadhaar }) => {
		expect(aadhaar).toMatch(/^99990000\d{4}$/);
		expect(passesVerhoeff(aadhaar)).toBe(true);
		expect(patients.filter((other) => other.aadhaar === aadhaar)).toHaveLength(1);
	});

	it('gives one phone to two people to practise with, and to a third whose ABHA is deactivated', () => {
		const [mobile] = patients
			.filter(({ shows }) => shows === 'shared-phone')
			.map((patient) => patient.mobile);
		const onThatPhone = patients.filter((patient) => patient.mobile === mobile);
		expect(onThatPhone.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE', 'DEACTIVATED']);
	});

	it('has a phone with one ABHA, and one whose only ABHA has no number', () => {
		expect(findByMobile('9000000114')).toHaveLength(1);
		expect(findByMobile('9000000770')).toEqual([]);
	});

	it('has what a profile may have: a photo or none, an e-mail or none, a year or a whole date', () => {
		const photos = patients.flatMap(({ photo }) => photo ?? []);
		const beginnings = photos.map((photo) => Buffer.from(photo, 'base64').toString('hex', 0, 3));
		expect(beginnings).toEqual(['ffd8ff', '89504e']);
		expect(new Set(patients.map(({ email }) => email === undefined)).size).toBe(2);
		expect(new Set(patients.map(({ born }) => born.month === undefined)).size).toBe(2);
	});

	it('has someone whose mobile OTP is listed, but blocked', () => {
		const blocked = patients.find(({ blockedAuthMethods }) => blockedAuthMethods !== undefined);
		expect(blocked?.authMethods).toContain('MOBILE_OTP');
		expect(blocked?.blockedAuthMethods).toEqual(['MOBILE_OTP']);
		expect(blocked?.shows).toBe('no-mobile-otp');
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

/** By the published tables, which the simulator works out instead. */
function passesVerhoeff(digits: string): boolean {
	const turns = [
		'0123456789',
		'1234067895',
		'2340178956',
		'3401289567',
		'4012395678',
		'5987604321',
		'6598710432',
		'7659821043',
		'8765932104',
		'9876543210',
	];
	const places = [
		'0123456789',
		'1576283094',
		'5803796142',
		'8916043527',
		'9453126870',
		'4286573901',
		'2793806415',
		'7046913258',
	];
	const end = Array.from(digits)
		.reverse()
		.reduce((turned, digit, place) => {
			return Number(turns[turned]?.[Number(places[place % 8]?.[Number(digit)])]);
		}, 0);
	return end === 0;
}
