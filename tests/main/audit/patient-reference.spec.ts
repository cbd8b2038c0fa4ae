import { describe, expect, it } from 'vitest';

import { createAuditAnchor } from '../../../main/audit/anchor.ts';
import { patientReference } from '../../../main/audit/patient-reference.ts';

const { patientKey } = createAuditAnchor();
const abhaNumber = '91-1111-2222-3333';
const abhaAddress = 'asha.verma@sbx';

describe('patientReference', () => {
	it('is the same for a patient however the number is written', () => {
		const plain = patientReference({ abhaNumber: '91111122223333', abhaAddress: null }, patientKey);
		expect(patientReference({ abhaNumber, abhaAddress }, patientKey)).toEqual(plain);
		expect(plain?.lastFour).toBe('3333');
	});

	it('tells patients apart whose last digits are the same', () => {
		const one = patientReference({ abhaNumber, abhaAddress: null }, patientKey);
		const other = patientReference(
			{ abhaNumber: '91-1111-2224-3333', abhaAddress: null },
			patientKey,
		);
		expect(one?.hash).not.toBe(other?.hash);
	});

	it('is another with the key of another PC', () => {
		const here = patientReference({ abhaNumber, abhaAddress }, patientKey);
		const there = patientReference({ abhaNumber, abhaAddress }, createAuditAnchor().patientKey);
		expect(here?.hash).not.toBe(there?.hash);
	});

	it.each([null, '', '91-xxxx-xxxx-3333', '91-1111-2222'])(
		'goes by the address, in any case, where the number is %j',
		(number) => {
			const reference = patientReference({ abhaNumber: number, abhaAddress }, patientKey);
			const shouted = { abhaNumber: null, abhaAddress: 'Asha.Verma@SBX' };
			expect(reference).toEqual(patientReference(shouted, patientKey));
			expect(reference?.lastFour).toBeNull();
		},
	);

	it('is none where ABDM has said nothing that tells a patient apart', () => {
		expect(patientReference({ abhaNumber: null, abhaAddress: ' ' }, patientKey)).toBeNull();
	});
});
