import { describe, expect, it } from 'vitest';

import { currentVersion, migrate } from '../../../main/settings/stored-settings.ts';

type Fields = Readonly<Record<string, unknown>>;
const steps = [
	(fields: Fields) => ({ ...fields, second: [fields.first] }),
	(fields: Fields) => ({ third: fields.second }),
];

describe('migrate', () => {
	it('leads an old version up to the newest, a step at a time', () => {
		expect(migrate({ first: 1 }, 1, steps)).toEqual({ third: [1] });
		expect(migrate({ second: 2 }, 2, steps)).toEqual({ third: 2 });
	});

	it('leaves the newest version as it is', () => {
		const fields = { third: 3 };
		expect(migrate(fields, 3, steps)).toBe(fields);
		expect(migrate(fields, currentVersion)).toBe(fields);
	});
});
