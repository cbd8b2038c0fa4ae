import { describe, expect, it } from 'vitest';

import {
	findByAadhaar,
	findByMobile,
	findPatient,
} from '../../../main/simulator/patient-lookup.ts';

describe('findPatient', () => {
	it.each([
		'43-4221-5105-6749',
		'43422151056749',
		'deepak.pant',
		'deepak.pant@sbx',
		'Deepak.Pant@SBX',
		'DEEPAK.PANT',
	])('finds the patient by %s', (abha) => {
		expect(findPatient(abha)?.name).toBe('Deepak Pant');
	});

	it.each([
		'',
		' deepak.pant',
		'deepak',
		'deepak.pant@abdm',
		'deepak.pant@',
		'@sbx',
		'4342215105674',
		'434-221-5105-6749',
		'43-4221-5105-6740',
		'undefined',
	])('finds nobody by "%s"', (abha) => {
		expect(findPatient(abha)).toBeUndefined();
	});
});

describe('findByMobile', () => {
	it('finds everyone on the mobile who has an ABHA number, the deactivated too', () => {
		expect(findByMobile('9000000558').map(({ name }) => name)).toEqual([
			'Meena Joshi',
			'Rohan Joshi',
			'Kiran Joshi',
		]);
		expect(findByMobile('9000000001')).toEqual([]);
	});
});

describe('findByAadhaar', () => {
	it('finds the patient whose ABHA has this Aadhaar behind it', () => {
		expect(findByAadhaar('999900000016')?.name).toBe('Deepak Pant');
	});

	it('finds nobody by the Aadhaar of someone whose ABHA was made without', () => {
		expect(findByAadhaar('999900000071')).toBeUndefined();
		expect(findByAadhaar('999900000156')).toBeUndefined();
	});
});
