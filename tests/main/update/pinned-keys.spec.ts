import { expect, it } from 'vitest';

import { pinnedKeys } from '../../../main/update/pinned-keys.ts';

it('pins keys of the right form only, and never one twice', () => {
	const pinned = Object.values(pinnedKeys).filter((key) => key !== null);
	for (const key of pinned as string[]) {
		const bytes = Buffer.from(key, 'base64url');
		expect([bytes.length, bytes.toString('base64url')]).toEqual([32, key]);
	}
	expect(new Set(pinned).size).toBe(pinned.length);
});
