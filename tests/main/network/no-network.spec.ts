import { describe, expect, it } from 'vitest';

import { isNoNetwork } from '../../../main/network/no-network.ts';

const withWords = (words: Record<string, string>) => Object.assign(new Error('failed'), words);

describe('isNoNetwork', () => {
	it.each([
		[{ code: 'ENOTFOUND', syscall: 'getaddrinfo' }, true],
		[{ code: 'EHOSTUNREACH', syscall: 'connect' }, true],
		[{ code: 'ENETUNREACH', erroredSysCall: 'connect' }, true],
		// Of several addresses that all failed, Node names no call.
		[{ code: 'ENETUNREACH' }, true],
		[{ code: 'EHOSTUNREACH', syscall: 'read' }, false],
		[{ code: 'ENETDOWN', erroredSysCall: 'write' }, false],
		[{ code: 'ECONNREFUSED', syscall: 'connect' }, false],
		[{}, false],
	])('of %j says %s', (words, none) => {
		expect(isNoNetwork(withWords(words))).toBe(none);
	});

	it('says nothing of what is no error', () => {
		expect(isNoNetwork({ code: 'ENOTFOUND' })).toBe(false);
	});
});
