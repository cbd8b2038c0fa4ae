import { describe, expect, it } from 'vitest';

import { newIncident } from '../../main/incident.ts';

const many = Array.from({ length: 2_000 }, newIncident);

describe('newIncident', () => {
	it('is two groups of four consonants, to be read out over the telephone', () => {
		for (const incident of many) {
			expect(incident).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
		}
	});

	it('is never the same twice', () => {
		expect(new Set(many).size).toBe(many.length);
	});

	it('uses every letter in every place', () => {
		for (const place of [0, 1, 2, 3, 5, 6, 7, 8]) {
			expect(new Set(many.map((incident) => incident.charAt(place))).size).toBe(20);
		}
	});
});
