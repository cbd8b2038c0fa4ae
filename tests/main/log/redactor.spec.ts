import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRedactor } from '../../../main/log/redactor.ts';
import { Secret } from '../../../main/secret.ts';

const clientSecret = 'can"ary/+ 7é';

/** A redactor that knows these secrets, for somebody who lives at `homeFolder`. */
function redactorFor(secrets: string[], homeFolder = '/srv/desks/asha'): (text: string) => string {
	return createRedactor({ secrets: () => secrets.map((value) => new Secret(value)), homeFolder });
}

describe('createRedactor', () => {
	it.each([
		['as it is', clientSecret],
		['in JSON', JSON.stringify({ key: clientSecret })],
		['in a URL', `x/${encodeURIComponent(clientSecret)}`],
		['in base64', Buffer.from(clientSecret).toString('base64')],
		['in base64 for URLs', Buffer.from(clientSecret).toString('base64url')],
		['in other capitals', `X${clientSecret.toUpperCase()}`],
	])('removes a secret that the program knows: %s', (_how, text) => {
		expect(redactorFor([clientSecret])(`sent ${text}, refused`)).toMatch(
			/^sent .*\[secret\].*, refused$/,
		);
		expect(redactorFor([clientSecret])(text)).not.toMatch(/can|ary|Y2Fu/i);
	});

	it('removes a secret before a pattern can take a part of it', () => {
		expect(redactorFor(['abc-123456-xyz'])('abc-123456-xyz')).toBe('[secret]');
	});

	it('removes the longer of two secrets that begin alike', () => {
		expect(redactorFor(['canary', 'canary-and-more'])('canary-and-more')).toBe('[secret]');
	});

	it('knows the secret of a facility that is set up while the desk runs', () => {
		const secrets: Secret[] = [];
		const redact = createRedactor({ secrets: () => secrets, homeFolder: '/srv/desks/asha' });
		expect(redact('canary')).toBe('canary');
		secrets.push(new Secret('canary'));
		expect(redact('canary')).toBe('[secret]');
	});

	it('leaves a secret of three characters to the patterns, for it is in every second word', () => {
		expect(redactorFor(['sea', ''])('searching the sea')).toBe('searching the sea');
	});

	it('removes what looks like a secret, too', () => {
		expect(redactorFor([])('otp 012345 for canary@sbx')).toBe('otp [digits] for [address]');
	});

	it('lets no secret pass, whatever stands around it, and changes nothing when done twice', () => {
		const anySecret = fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 });
		const anyText = fc.string({ unit: 'grapheme' });
		fc.assert(
			fc.property(anySecret, anyText, anyText, (secret, before, after) => {
				const redact = redactorFor([secret]);
				const redacted = redact(before + secret + after);
				expect(redacted).not.toContain(secret);
				expect(redact(redacted)).toBe(redacted);
			}),
			{ numRuns: 300 },
		);
	});

	it.each(['secret', 'digits', 'token', '[secret]'])(
		'does not take the word in its own mark for the secret %j',
		(secret) => {
			const redact = redactorFor([secret]);
			expect(redact(redact(`sent ${secret} 012345`))).toBe('sent [secret] [digits]');
		},
	);

	it('stands half a surrogate', () => {
		expect(redactorFor(['\ud800canary'])('\udc00 \ud800canary')).not.toContain('canary');
	});

	it.each([
		['/srv/desks/asha', 'open /srv/desks/asha/log', 'open ~/log'],
		['/srv/desks/asha/', "open '/srv/desks/asha'", "open '~'"],
		['/srv/desks/asha', 'at (file:///srv/desks/asha/a.js:1:2)', 'at (~/a.js:1:2)'],
		['/srv/desks/asha', '/srv/desks/asha2/x', '/srv/desks/asha2/x'],
		['/srv/Asha Rao', 'file:///srv/Asha%20Rao/x', '~/x'],
		['D:\\Profiles\\Asha Rao', 'open D:\\Profiles\\Asha Rao\\x', 'open ~\\x'],
		['D:\\Profiles\\Asha Rao', '{"x":"d:\\\\profiles\\\\asha rao"}', '{"x":"~"}'],
		['D:\\Profiles\\Asha Rao', 'file:///D:/Profiles/Asha%20Rao/x', '~/x'],
		['/', '/opt/abha-desk', '/opt/abha-desk'],
		['C:\\', 'C:\\Program Files\\x', 'C:\\Program Files\\x'],
	])('writes ~ for the home %s in %j', (home, text, redacted) => {
		expect(redactorFor([], home)(text)).toBe(redacted);
	});

	it('is quick with a million characters that nearly are the secret', () => {
		const startedAtMs = performance.now();
		redactorFor([`${'a'.repeat(40)}b`], '/aaaaaaaa')('a'.repeat(1_000_000));
		expect(performance.now() - startedAtMs).toBeLessThan(5_000);
	});
});
