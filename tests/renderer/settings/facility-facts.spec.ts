import { describe, expect, it } from 'vitest';
import { facilityFacts } from '../../../renderer/settings/facility-facts.ts';
import { settings } from '../fake-desk.ts';

const custom = {
	...settings.facility,
	environment: 'custom',
	urls: { sessions: 'https://s.example', abha: 'https://a.example', phr: 'https://p.example' },
	cmId: 'sbx',
} as const;

function labels(facility: Parameters<typeof facilityFacts>[0]): string[] {
	return facilityFacts(facility).map(({ label }) => label);
}

describe('facilityFacts', () => {
	it('names what a facility is known by', () => {
		expect(facilityFacts(settings.facility).map(({ label, value }) => [label, value])).toEqual([
			['Environment', 'Sandbox'],
			['ABDM generation', 'V3'],
			['Client ID', 'SBX_000001'],
			['Client secret', 'Set on 20 November 2026'],
			['HIP ID', 'IN2910000007'],
			['Facility name', 'Asha Clinic'],
		]);
	});

	it('names URLs only where they were typed', () => {
		expect(labels(custom)).toEqual(
			expect.arrayContaining(['Sessions URL', 'ABHA base URL', 'PHR base URL', 'CM ID']),
		);
		expect(labels({ ...custom, generation: 'v1v2' })).not.toContain('PHR base URL');
	});

	it('says of what is empty that it is not given', () => {
		const facts = facilityFacts({ ...settings.facility, facilityName: '' });
		expect(facts.at(-1)).toEqual({ label: 'Facility name', value: null });
	});
});
