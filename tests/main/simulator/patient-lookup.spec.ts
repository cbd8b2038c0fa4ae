import { describe, expect, it } from 'vitest';

import { findPatient } from '../../../main/simulator/patient-lookup.ts';

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
