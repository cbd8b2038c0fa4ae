import { describe, expect, it } from 'vitest';

import { newVaultContent, parseVaultContent } from '../../../main/station/vault-content.ts';
import { NewerVersionError } from '../../../main/vault/vault.ts';

describe('parseVaultContent', () => {
	it('reads what a new vault holds, as it comes from JSON', () => {
		const content = newVaultContent('keyring');
		expect(parseVaultContent(JSON.parse(JSON.stringify(content)))).toEqual(content);
	});

	it('does not take the content of a newer version for damage', () => {
		const newer = { contentVersion: 2, wholly: 'different' };
		expect(() => parseVaultContent(newer)).toThrow(NewerVersionError);
	});

	it.each([
		['nothing', null],
		['another shape', { contentVersion: 1 }],
		['an extra section', { ...newVaultContent('keyring'), extra: true }],
	])('throws for %s', (_name, json) => {
		expect(() => parseVaultContent(json)).toThrow();
	});
});
