import { randomBytes } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { seal, unseal } from '../../../main/vault/seal.ts';

const key = randomBytes(32);
const plain = Buffer.from('canary');

describe('unseal', () => {
	it('gives back what was sealed with the same key and label', () => {
		expect(unseal(seal(plain, key, 'label'), key, 'label')).toEqual(plain);
		expect(unseal(seal(Buffer.alloc(0), key, ''), key, '')).toEqual(Buffer.alloc(0));
	});

	it('gives nothing to another key or another label', () => {
		const sealed = seal(plain, key, 'label');
		expect(unseal(sealed, randomBytes(32), 'label')).toBeNull();
		expect(unseal(sealed, key, 'other')).toBeNull();
	});

	it('gives nothing of what was changed in any bit or cut off at any length', () => {
		const sealed = Buffer.from(seal(plain, key, 'label'), 'base64');
		for (let at = 0; at < sealed.length * 8; at += 1) {
			const flipped = Buffer.from(sealed);
			flipped[at >> 3]! ^= 1 << (at & 7);
			expect(unseal(flipped.toString('base64'), key, 'label')).toBeNull();
		}
		for (let length = 0; length < sealed.length; length += 1) {
			const cut = sealed.subarray(0, length).toString('base64');
			expect(unseal(cut, key, 'label')).toBeNull();
		}
	});
});

describe('seal', () => {
	it('never uses the same iv twice', () => {
		const sealed = Array.from({ length: 1_000 }, () => seal(plain, key, 'label').slice(0, 16));
		expect(new Set(sealed).size).toBe(1_000);
	});
});
