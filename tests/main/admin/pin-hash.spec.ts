import { beforeAll, describe, expect, it } from 'vitest';

import { hashPin, matchesPin, type PinRecord, pinRecord } from '../../../main/admin/pin-hash.ts';

const setOn = '2026-11-23T08:00:00.000Z';
let record: PinRecord;

beforeAll(async () => {
	record = await hashPin('482915', setOn);
});

/** Whether `changed` is refused before anything is derived from it. */
async function refusal(changed: object): Promise<string> {
	try {
		await matchesPin('482915', { ...record, ...changed });
	} catch (error) {
		return (error as Error).name;
	}
	return 'taken';
}

describe('hashPin', () => {
	it('makes a record that the vault can keep, with the parameters that OWASP asks for', () => {
		expect(record).toMatchObject({ N: 131_072, r: 8, p: 1, setOn });
		expect(pinRecord.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
	});

	it('salts each record anew', async () => {
		const second = await hashPin('482915', setOn);
		expect(second.salt).not.toBe(record.salt);
		expect(second.hash).not.toBe(record.hash);
	});

	it('leaves the main thread free while it derives', async () => {
		let turns = 0;
		const timer = setInterval(() => (turns += 1), 5);
		await hashPin('482915', setOn);
		clearInterval(timer);
		expect(turns).toBeGreaterThan(5);
	});
});

describe('matchesPin', () => {
	it('knows the PIN, and no other', async () => {
		expect(await matchesPin('482915', record)).toBe(true);
		expect(await matchesPin('482916', record)).toBe(false);
		expect(await matchesPin('', record)).toBe(false);
	});

	it.each([
		['a lower cost', { N: 65_536 }],
		['a cost that is no power of two', { N: 131_073 }],
		['a cost that would take all memory', { N: 2 ** 24 }],
		['smaller blocks', { r: 1 }],
		['no rounds', { p: 0 }],
		['more rounds than anybody would wait for', { p: 1000 }],
		['a short salt', { salt: 'AAAA' }],
		['a short hash', { hash: '' }],
		['a field of its own', { master: '000000' }],
	])('refuses a record with %s', async (_what, changed) => {
		expect(await refusal(changed)).toBe('ZodError');
	});
});
