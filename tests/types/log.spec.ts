import { beforeAll, describe, expect, it } from 'vitest';

import { typeErrorsIn } from './planting.ts';

/** A file of the desk that logs `fields`. */
function logging(fields: string): string {
	return [
		"import { createLog } from '../log/log.ts';",
		"import { Secret } from '../secret.ts';",
		"export const secret = new Secret('x');",
		`createLog(() => undefined).info('sent', ${fields});`,
	].join('\n');
}

describe('the fields of the log', () => {
	let errors: Record<string, number[]>;

	beforeAll(() => {
		errors = typeErrorsIn('main/tsconfig.json', {
			'main/desk/otp.ts': logging("{ otp: '012345' }"),
			'main/desk/secret.ts': logging('{ reason: secret }'),
			'main/desk/clean.ts': logging("{ reason: 'x' }"),
		});
	}, 60_000);

	it.each([
		['a field that has no name there', 'main/desk/otp.ts', 2353],
		['a secret', 'main/desk/secret.ts', 2322],
	])('have no place for %s', (_what, path, code) => {
		expect(errors[path]).toEqual([code]);
	});

	it('have a place for a reason', () => {
		expect(errors['main/desk/clean.ts']).toEqual([]);
	});
});
