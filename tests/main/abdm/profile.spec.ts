import { describe, expect, it } from 'vitest';

import { readBirthDate } from '../../../main/abdm/birth-date.ts';
import { profileAnswer } from '../../../main/abdm/profile.ts';
import type { Profile } from '../../../preload/contract/visit.ts';
import { jpeg } from './scripted-abdm.ts';

const photo = { contentType: 'image/jpeg', base64: jpeg.toString('base64') } as const;

const expected: Profile = {
	name: 'Test Person',
	abhaNumber: '91-0000-0000-1016',
	abhaAddress: 'test.person@sbx',
	dateOfBirth: { year: 1999, month: 6, day: 26 },
	gender: 'male',
	mobile: '******0903',
	email: null,
	address: '1 Example Road',
	district: 'PUNE',
	state: 'MAHARASHTRA',
	pincode: '411015',
	kycVerified: true,
	photo,
};

const common = { address: '1 Example Road', districtName: 'PUNE', stateName: 'MAHARASHTRA' };

describe('the profile', () => {
	it.each([
		[
			'V1/V2, where the address has its suffix beside it',
			{
				...common,
				healthIdNumber: '91-0000-0000-1016',
				healthId: 'test.person',
				phrAddress: ['test.person@sbx'],
				name: 'Test Person',
				dayOfBirth: '26',
				monthOfBirth: '6',
				yearOfBirth: '1999',
				gender: 'Male',
				mobile: '******0903',
				pincode: '411015',
				kycVerified: true,
				profilePhoto: photo.base64,
			},
		],
		[
			"V3's number family in the types of 2025",
			{
				...common,
				ABHANumber: '91-0000-0000-1016',
				preferredAbhaAddress: 'test.person@sbx',
				name: 'Test Person',
				dayOfBirth: '26',
				monthOfBirth: '06',
				yearOfBirth: '1999',
				gender: 'M',
				mobile: '******0903',
				email: null,
				pincode: '411015',
				kycVerified: true,
				kycPhoto: photo.base64,
			},
		],
		[
			"V3's number family in the types of 2026",
			{
				...common,
				ABHANumber: 91000000001016,
				preferredAbhaAddress: 'test.person@sbx',
				firstName: 'Test',
				middleName: null,
				lastName: 'Person',
				dayOfBirth: 26,
				monthOfBirth: 6,
				yearOfBirth: 1999,
				gender: 'M',
				mobile: '******0903',
				email: 'null',
				pincode: 411015,
				kycVerified: 'true',
				profilePhoto: photo.base64,
			},
		],
		[
			"V3's address family",
			{
				...common,
				abhaNumber: '91-0000-0000-1016',
				abhaAddress: 'test.person@sbx',
				fullName: 'Test Person',
				dateOfBirth: '26-06-1999',
				yearOfBirth: '1999',
				gender: 'M',
				mobile: '******0903',
				email: '',
				pinCode: '411015',
				kycStatus: 'VERIFIED',
				profilePhoto: photo.base64,
			},
		],
	])('of %s reads as the same person', (_name, body) => {
		expect(profileAnswer.parse(body)).toEqual(expected);
	});

	it('has null for all that is absent, and does not take that for "no"', () => {
		const profile = profileAnswer.parse({ abhaAddress: 'test.person@sbx' });
		expect(Object.entries(profile).filter(([, value]) => value !== null)).toEqual([
			['abhaAddress', 'test.person@sbx'],
		]);
	});

	it.each([
		['of nobody', {}],
		['with an object for a name', { ABHANumber: '91-0000-0000-1016', name: {} }],
		['with a list for a mobile', { ABHANumber: '91-0000-0000-1016', mobile: ['9'] }],
		['that is a list', []],
	])('%s is none', (_name, body) => {
		expect(profileAnswer.safeParse(body).success).toBe(false);
	});

	it.each([
		['F', 'female'],
		['Female', 'female'],
		['O', 'other'],
		['T', 'other'],
		['U', 'undisclosed'],
		['constructor', null],
		[null, null],
	])('says of gender %s: %s', (gender, said) => {
		expect(profileAnswer.parse({ abhaAddress: 'a@sbx', gender }).gender).toBe(said);
	});

	it.each([
		[false, false],
		['false', false],
		['yes', null],
		[null, null],
	])('says of kycVerified %s: %s', (kycVerified, said) => {
		expect(profileAnswer.parse({ abhaAddress: 'a@sbx', kycVerified }).kycVerified).toBe(said);
	});
});

describe('a date of birth', () => {
	const nothing = { dayOfBirth: null, monthOfBirth: null, yearOfBirth: null, dateOfBirth: null };

	it.each([
		[{ yearOfBirth: '1999', monthOfBirth: '06', dayOfBirth: '26' }, [1999, 6, 26]],
		[{ yearOfBirth: '1999', monthOfBirth: '6', dayOfBirth: '1' }, [1999, 6, 1]],
		[{ yearOfBirth: '1999' }, [1999, null, null]],
		[{ yearOfBirth: '1999', dayOfBirth: '26' }, [1999, null, null]],
		[{ yearOfBirth: '1999', monthOfBirth: '00', dayOfBirth: '00' }, [1999, null, null]],
		[{ yearOfBirth: '1999', monthOfBirth: '2', dayOfBirth: '30' }, [1999, 2, null]],
		[{ yearOfBirth: '2000', monthOfBirth: '2', dayOfBirth: '29' }, [2000, 2, 29]],
		[{ dateOfBirth: '24-11-1998' }, [1998, 11, 24]],
		[{ dateOfBirth: '4/1/1998' }, [1998, 1, 4]],
		[{ dateOfBirth: '1994-03-06' }, [1994, 3, 6]],
		[{ dateOfBirth: '1998' }, [1998, null, null]],
		[{ yearOfBirth: '1998', dateOfBirth: '24-11-1998' }, [1998, 11, 24]],
		[{ yearOfBirth: '1999', dateOfBirth: '24-11-1998' }, [1999, null, null]],
	])('of %j is read as far as it goes', (fields, [year, month, day]) => {
		expect(readBirthDate({ ...nothing, ...fields })).toEqual({ year, month, day });
	});

	it.each([{}, { dayOfBirth: '26' }, { dateOfBirth: 'xx-9-19xx' }, { yearOfBirth: '99' }])(
		'of %j is not known',
		(fields) => {
			expect(readBirthDate({ ...nothing, ...fields })).toBeNull();
		},
	);
});
