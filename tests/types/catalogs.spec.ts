import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { typeErrorsIn } from './planting.ts';

const table = 'renderer/i18n/languages.ts';
const hindi = 'renderer/i18n/messages/patient/hi.json';

/** The errors of the table of languages when the Hindi file has these texts. */
function errorsWith(texts: Record<string, unknown>): number[] | undefined {
	return typeErrorsIn('renderer/tsconfig.json', {
		[table]: readFileSync(table, 'utf8'),
		[hindi]: JSON.stringify(texts),
	})[table];
}

describe('the texts of a language', { timeout: 60_000 }, () => {
	const texts = JSON.parse(readFileSync(hindi, 'utf8')) as Record<string, unknown>;

	it('compile when none is missing', () => {
		expect(errorsWith(texts)).toEqual([]);
	});

	it('do not compile when one is missing', () => {
		const { 'action.find': _missing, ...others } = texts;
		expect(errorsWith(others)).toEqual([2322]);
	});

	it('do not compile when one is no text', () => {
		expect(errorsWith({ ...texts, 'action.find': 14 })).toEqual([2322]);
	});
});
