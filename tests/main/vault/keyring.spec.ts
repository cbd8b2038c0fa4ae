import { describe, expect, it } from 'vitest';

import { isStrongBackend, isWeakCiphertext } from '../../../main/vault/keyring.ts';

describe('isWeakCiphertext', () => {
	it.each([
		['v10 of the fallback that needs no keyring', 'v10-ciphertext'],
		['a text that was not encrypted', 'plain text'],
		['nothing', ''],
		['less than a prefix', 'v1'],
	])('takes %s for weak on Linux', (_what, text) => {
		expect(isWeakCiphertext(Buffer.from(text), 'linux')).toBe(true);
	});

	it.each(['v11-of-the-secret-service', 'v12-of-the-portal', 'v20-of-what-may-come'])(
		'takes %s for strong on Linux',
		(text) => {
			expect(isWeakCiphertext(Buffer.from(text), 'linux')).toBe(false);
		},
	);

	it.each(['win32', 'darwin'] as const)(
		'takes v10 for strong on %s, where it is usual',
		(platform) => {
			expect(isWeakCiphertext(Buffer.from('v10-ciphertext'), platform)).toBe(false);
		},
	);
});

describe('isStrongBackend', () => {
	it.each(['gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'])('takes %s', (backend) => {
		expect(isStrongBackend(backend, 'linux')).toBe(true);
	});

	it.each(['basic_text', 'unknown', '', 'kwallet_or_so'])('refuses "%s"', (backend) => {
		expect(isStrongBackend(backend, 'linux')).toBe(false);
	});

	it.each(['win32', 'darwin'] as const)('has nothing to choose from on %s', (platform) => {
		expect(isStrongBackend('unknown', platform)).toBe(true);
	});
});
