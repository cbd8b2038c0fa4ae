import { describe, expect, it } from 'vitest';

import { copyText } from '../../../main/app/clipboard.ts';

describe('copyText', () => {
	it('copies, and says so', async () => {
		const copied: string[] = [];
		const writeText = (text: string) => {
			copied.push(text);
			return Promise.resolve();
		};
		expect(await copyText({ writeText }, 'details')).toBe(true);
		expect(copied).toEqual(['details']);
	});

	it('says when there is nothing to copy, or the system refuses', async () => {
		expect(await copyText({ writeText: () => Promise.resolve() }, null)).toBe(false);
		expect(await copyText({ writeText: () => Promise.reject(new Error()) }, 'details')).toBe(false);
	});
});
