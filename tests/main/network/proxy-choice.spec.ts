import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chooseProxy } from '../../../main/network/proxy-choice.ts';

describe('chooseProxy', () => {
	it.each([
		['DIRECT', null],
		['', null],
		['PROXY proxy.example:3128', 'http://proxy.example:3128'],
		['PROXY proxy.example', 'http://proxy.example'],
		['HTTPS proxy.example:443', 'https://proxy.example'],
		['PROXY 10.0.0.1:3128;PROXY 10.0.0.2:3128; DIRECT', 'http://10.0.0.1:3128'],
		['  proxy   [2001:db8::1]:3128 ; DIRECT', 'http://[2001:db8::1]:3128'],
		['SOCKS5 10.0.0.1:1080; PROXY 10.0.0.2:3128', 'http://10.0.0.2:3128'],
		['SOCKS 10.0.0.1:1080; DIRECT; PROXY 10.0.0.2:3128', null],
		['PROXY ; HTTPS 10.0.0.2:443', 'https://10.0.0.2'],
		['PROXY not a host::; DIRECT', 'http://not'],
		['PROXY a:b:c; DIRECT', null],
	])('reads %j as %s', (resolved, url) => {
		const choice = chooseProxy(resolved);
		expect(choice === null || choice === 'unusable' ? choice : choice.url).toBe(url);
	});

	it.each(['SOCKS 10.0.0.1:1080', 'SOCKS5 a:1; SOCKS4 b:1', 'PROXY a:b:c', 'QUIC a.example:443'])(
		'makes no direct connection of %j, which does not allow one',
		(resolved) => {
			expect(chooseProxy(resolved)).toBe('unusable');
		},
	);

	it('makes of any text a proxy’s origin without a user, or nothing', () => {
		const word = fc.constantFrom('PROXY', 'HTTPS', 'DIRECT', ';', ' ', '@', ':', '/', 'a.b', '1');
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.array(word).map((words) => words.join('')),
				),
				(text) => {
					const choice = chooseProxy(text);
					if (choice === null || choice === 'unusable') return;
					expect(choice).toEqual({ url: new URL(choice.url).origin, user: null, password: null });
				},
			),
		);
	});
});
