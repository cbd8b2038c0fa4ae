import { describe, expect, it } from 'vitest';

import { familyPaths } from '../../../../main/abdm/v3/paths.ts';

/** The bases of NHA's FAQ (abdm-api.md 2.1). */
const bases = {
	sandbox: {
		abha: 'https://abhasbx.abdm.gov.in/abha/api',
		phr: 'https://abhasbx.abdm.gov.in/abha/api/v3/phr/web',
	},
	production: {
		abha: 'https://abha.abdm.gov.in/api/abha',
		phr: 'https://phr.abdm.gov.in/api/phr/web/v3',
	},
};

describe('the paths of V3', () => {
	it.each([
		[
			'sandbox',
			'https://abhasbx.abdm.gov.in/abha/api/v3/profile/login/verify',
			'https://abhasbx.abdm.gov.in/abha/api/v3/phr/web/login/abha/verify',
		],
		[
			'production',
			'https://abha.abdm.gov.in/api/abha/v3/profile/login/verify',
			'https://phr.abdm.gov.in/api/phr/web/v3/login/abha/verify',
		],
	] as const)('have the v3 of the %s where NHA has it', (environment, number, address) => {
		const families = familyPaths(bases[environment]);
		expect(families.number.verify).toBe(number);
		expect(families.address.verify).toBe(address);
	});
});
