import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { maskAccount, maskFound, maskName, maskProfile } from '../../../main/kiosk/mask.ts';
import type { Account, PatientFound, Profile } from '../../../preload/contract/visit.ts';

const found: PatientFound = {
	name: 'Deepak Pant',
	abhaNumber: '43-4221-5105-6749',
	abhaAddress: 'deepak.pant@sbx',
	status: 'active',
	methods: ['mobile-otp'],
	otherMethods: ['password'],
};

const profile: Profile = {
	name: 'Deepak Pant',
	abhaNumber: '43-4221-5105-6749',
	abhaAddress: 'deepak.pant@sbx',
	dateOfBirth: { year: 1990, month: 1, day: 2 },
	gender: 'male',
	mobile: '9000000903',
	email: 'deepak@example.org',
	address: null,
	district: null,
	state: null,
	pincode: null,
	kycVerified: true,
	photo: null,
};

describe('maskFound', () => {
	it('shows enough to know oneself by, and no more', () => {
		expect(maskFound(found)).toEqual({
			...found,
			name: 'D*** P***',
			abhaNumber: '**-****-****-6749',
			abhaAddress: 'd***@sbx',
		});
	});

	it('makes up nothing that ABDM did not say', () => {
		const nobody = { ...found, name: null, abhaNumber: null, abhaAddress: null };
		expect(maskFound(nobody)).toEqual(nobody);
	});

	it.each([
		['xx-xxxx-xxxx-6749', '**-****-****-6749'],
		['not a number', '**-****-****-****'],
		['', '**-****-****-****'],
	])('takes the number %j, whatever it is, to four digits at most', (abhaNumber, masked) => {
		expect(maskFound({ ...found, abhaNumber }).abhaNumber).toBe(masked);
	});

	it.each([
		['deepak.pant', 'd***'],
		['43422151056749@abdm', '4***@abdm'],
		['@sbx', '***@sbx'],
	])('masks the address %j', (abhaAddress, masked) => {
		expect(maskFound({ ...found, abhaAddress }).abhaAddress).toBe(masked);
	});
});

describe('maskName', () => {
	it.each([
		['दीपक पंत', 'दी*** पं***'],
		['প্রিয়া', /^প্(রি)?\*\*\*$/],
		['தீபா', 'தீ***'],
		['ಶ್ರೀ', /^ಶ್(ರೀ)?\*\*\*$/],
		['ਗੁਰਪ੍ਰੀਤ ਕੌਰ', 'ਗੁ*** ਕੌ***'],
		['ڈاکٹر احمد', 'ڈ*** ا***'],
		['é́lan', 'é́***'],
		['  Deepak\u00a0Pant ', 'D*** P***'],
		['(Late) Deepak', 'L*** D***'],
		['\u202eDeepak', 'D***'],
		['D.', 'D***'],
		['- .', '***'],
		['', '***'],
	])('masks %j', (name, masked) => {
		if (typeof masked === 'string') expect(maskName(name)).toBe(masked);
		else expect(maskName(name)).toMatch(masked);
	});

	it('says nothing of a name but its first letters', () => {
		const rest = fc.stringMatching(/^[a-z]{0,30}$/);
		const word = fc.tuple(fc.constantFrom('D', 'É', '7'), rest, rest);
		fc.assert(
			fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
				const one = words.map(([first, a]) => first + a).join(' ');
				const other = words.map(([first, , b]) => first + b).join(' ');
				expect(maskName(one)).toBe(maskName(other));
			}),
		);
	});

	it('never throws, and shows no two letters of a word', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
				for (const word of maskName(name).split(' ')) {
					const graphemes = new Intl.Segmenter().segment(word.slice(0, -3));
					expect([...graphemes].length).toBeLessThanOrEqual(1);
					expect(word.endsWith('***')).toBe(true);
				}
			}),
		);
	});
});

describe('maskAccount', () => {
	it('shows no face before it is chosen', () => {
		const account: Account = {
			name: 'Meena Joshi',
			abhaNumber: '90-0000-0000-0001',
			abhaAddress: null,
			status: 'active',
			photo: { contentType: 'image/png', base64: 'AAAA' },
		};
		expect(maskAccount(account)).toEqual({
			name: 'M*** J***',
			abhaNumber: '**-****-****-0001',
			abhaAddress: null,
			status: 'active',
			photo: null,
		});
	});
});

describe('maskProfile', () => {
	it('shows a verified patient everything but how to reach them', () => {
		expect(maskProfile(profile)).toEqual({
			...profile,
			mobile: '******0903',
			email: 'd***@example.org',
		});
	});

	it.each([
		['******0903', '******0903'],
		['90', '**********'],
	])('takes the mobile %j to four digits at most', (mobile, masked) => {
		expect(maskProfile({ ...profile, mobile, email: null })).toMatchObject({
			mobile: masked,
			email: null,
		});
	});
});
