import { describe, expect, it, vi } from 'vitest';

import { Secret } from '../../../main/secret.ts';
import {
	passphraseWrapSchema,
	unwrapWithPassphrase,
	wrapWithPassphrase,
} from '../../../main/vault/passphrase-wrap.ts';
import { newVaultKey } from '../../../main/vault/vault-key.ts';
import { passphrase } from '../../support/vaults.ts';

// Scrypt is slow on purpose, and slower on a busy computer.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const key = newVaultKey();
const wrap = await wrapWithPassphrase(key, passphrase);

describe('unwrapWithPassphrase', () => {
	it('gives the key for the passphrase and for no other', async () => {
		expect(await unwrapWithPassphrase(wrap, key.vaultId, passphrase)).toEqual(key.dataKey);
		expect(await unwrapWithPassphrase(wrap, key.vaultId, new Secret('canary'))).toBeNull();
	});

	it('takes the same passphrase from a keyboard that composes its letters otherwise', async () => {
		const composed = new Secret('Zoë \u095B');
		const decomposed = new Secret('Zoe\u0308 \u091C\u093C');
		expect(composed.reveal()).not.toBe(decomposed.reveal());
		const indian = await wrapWithPassphrase(key, composed);
		expect(await unwrapWithPassphrase(indian, key.vaultId, decomposed)).toEqual(key.dataKey);
	});

	it('does not open as the wrap of another vault', async () => {
		expect(await unwrapWithPassphrase(wrap, newVaultKey().vaultId, passphrase)).toBeNull();
	});

	it('works beside everything else: the event loop goes on meanwhile', async () => {
		let turns = 0;
		const timer = setInterval(() => (turns += 1), 5);
		await unwrapWithPassphrase(wrap, key.vaultId, passphrase);
		clearInterval(timer);
		expect(turns).toBeGreaterThan(5);
	});
});

describe('wrapWithPassphrase', () => {
	it('has parameters of OWASP, a salt of its own each time, and no key in clear', async () => {
		const { salt, ...parameters } = wrap.parameters;
		expect(parameters).toEqual({ name: 'scrypt', cost: 131_072, blockSize: 8, parallelization: 1 });
		const again = await wrapWithPassphrase(key, passphrase);
		expect(again.parameters.salt).not.toBe(salt);
		expect(Buffer.from(salt, 'base64')).toHaveLength(16);
		expect(JSON.stringify(wrap)).not.toContain(key.dataKey.toString('base64').slice(0, 20));
	});
});

describe('passphraseWrapSchema', () => {
	it('takes what wrapWithPassphrase makes', () => {
		expect(passphraseWrapSchema.parse(wrap)).toEqual(wrap);
	});

	it.each([
		['another function', { name: 'pbkdf2' }],
		['a lower cost', { cost: 2 ** 16 }],
		['a cost of one', { cost: 1 }],
		['a cost that is no power of two', { cost: 2 ** 17 + 1 }],
		['a cost that takes all memory', { cost: 2 ** 30 }],
		['a cost just above our memory limit', { cost: 2 ** 18 }],
		['smaller blocks', { blockSize: 4 }],
		['blocks that take all memory', { blockSize: 2 ** 20 }],
		['no lane', { parallelization: 0 }],
		['lanes without end', { parallelization: 2 ** 20 }],
		['more lanes than a start can wait for', { parallelization: 5 }],
		['a short salt', { salt: Buffer.alloc(15).toString('base64') }],
		['no salt', { salt: '' }],
		['a parameter that we do not know', { pepper: 1 }],
		['a text for a number', { cost: '131072' }],
	])('refuses %s', (_what, change) => {
		const parameters = { ...wrap.parameters, ...change };
		expect(passphraseWrapSchema.safeParse({ ...wrap, parameters }).success).toBe(false);
	});
});
