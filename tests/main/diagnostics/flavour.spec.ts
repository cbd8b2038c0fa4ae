import { describe, expect, it } from 'vitest';

import { flavourOf } from '../../../main/diagnostics/flavour.ts';

describe('flavourOf', () => {
	it.each(['release', 'test'] as const)('knows a %s by what packaging wrote', (abhaDeskFlavour) => {
		expect(flavourOf(JSON.stringify({ name: 'abha-desk', abhaDeskFlavour }))).toBe(abhaDeskFlavour);
	});

	it.each([null, '', '{', '{}', '{"abhaDeskFlavour":"other"}', '{"abhaDeskFlavour":true}'])(
		'takes %j for no package',
		(packageJson) => {
			expect(flavourOf(packageJson)).toBe('development');
		},
	);
});
