import { format, inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import { Secret } from '../../main/secret.ts';

const secret = new Secret('canary');

describe('Secret', () => {
	it('gives itself up to reveal alone', () => {
		expect(secret.reveal()).toBe('canary');
	});

	it.each([
		['a template string', () => `it is ${String(secret)}`],
		['a joined text', () => ['it is', secret].join(' ')],
		['JSON', () => JSON.stringify({ deep: [secret] })],
		['inspect', () => inspect({ deep: [secret] }, { depth: null, showHidden: true })],
		['a format string', () => format('it is %s, %o, %O, %j', secret, secret, secret, secret)],
	])('shows a word instead of itself in %s', (_what, show) => {
		expect(show()).toContain('[secret]');
		expect(show()).not.toContain('canary');
	});

	it('cannot be sent over IPC, alone or inside something else', () => {
		expect(() => structuredClone(secret)).toThrow(/could not be cloned/);
		expect(() => structuredClone({ deep: [secret] })).toThrow(/could not be cloned/);
	});

	it('gives nothing away to a copy of its fields', () => {
		expect(Object.values(Object.assign({}, secret))).toEqual([expect.any(Function)]);
	});
});
