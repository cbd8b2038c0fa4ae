import { FuseV1Options } from '@electron/fuses';
import { expect, it } from 'vitest';

import { releaseFuses } from '../../main/diagnostics/fuses.ts';
import { fusesFor } from '../../scripts/packaging/flavours.mjs';

it('has diagnostics look for the fuses that the packaging of a release sets', () => {
	const set: Record<string, unknown> = { ...fusesFor('release') };
	const asSet = Object.keys(releaseFuses).map((name) => [
		name,
		set[FuseV1Options[name as keyof typeof FuseV1Options]] === true ? 'on' : 'off',
	]);
	expect(Object.fromEntries(asSet)).toEqual(releaseFuses);
});
