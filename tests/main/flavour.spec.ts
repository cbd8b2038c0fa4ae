import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isForPatients, programName, readFlavour } from '../../main/flavour.ts';
import { flavours } from '../../scripts/packaging/flavours.mjs';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'flavour-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

function flavourOf(metadata: object) {
	writeFileSync(join(folder, 'package.json'), JSON.stringify(metadata));
	return readFlavour(folder);
}

describe('readFlavour', () => {
	it.each(['release', 'test', 'rehearsal'] as const)(
		'knows a %s by its own package.json',
		(packed) => {
			expect(flavourOf({ abhaDeskFlavour: packed })).toBe(packed);
		},
	);

	it('takes sources, and what no packer writes, for development', () => {
		expect(flavourOf({ name: 'abha-desk' })).toBe('development');
		expect(flavourOf({ abhaDeskFlavour: 'development' })).toBe('development');
		expect(flavourOf({ abhaDeskFlavour: ['release'] })).toBe('development');
	});
});

it('calls a package what the packer calls it', () => {
	for (const flavour of ['release', 'test', 'rehearsal'] as const) {
		expect(programName(flavour)).toBe(flavours[flavour].productName);
	}
});

it('keeps packages for tests from patients', () => {
	expect((['release', 'test', 'rehearsal', 'development'] as const).map(isForPatients)).toEqual([
		true,
		false,
		false,
		true,
	]);
});
