import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
	createPcKey,
	createSigningKey,
	fingerprintOf,
	parsePcKey,
	pcKeyText,
	publicBytes,
	readPrivateKey,
} from '../../../main/provisioning/keys.ts';

const privateKey = createPcKey();
const text = pcKeyText(privateKey);

function problemOf(typed: string): string {
	const parsed = parsePcKey(typed);
	if (parsed.ok) return 'taken';
	expect(parsed.problem.field).toBe('pc-key');
	return parsed.problem.problem;
}

describe('the key of a PC', () => {
	it('is shown as one short text, the same each time', () => {
		expect(text).toMatch(/^abha-desk-pc:[\w-]{48}$/);
		expect(pcKeyText(privateKey)).toBe(text);
	});

	it('is another on each PC', () => {
		expect(pcKeyText(createPcKey())).not.toBe(text);
	});

	it('does not show the private half', () => {
		const secret = Buffer.from(privateKey, 'base64').subarray(-32);
		const shown = Buffer.from(text.slice('abha-desk-pc:'.length), 'base64url');
		expect(shown.includes(secret)).toBe(false);
	});

	it('is read as it was shown', () => {
		const parsed = parsePcKey(text);
		expect(parsed).toEqual({ ok: true, value: publicBytes(readPrivateKey(privateKey)) });
	});

	it.each([
		['with spaces around it', ` ${text}\r\n`],
		['broken over lines, as by e-mail', text.replace(/.{20}/g, '$&\r\n')],
		['with marks that a web page brings along', `\u200b${text}\ufeff`],
	])('is read %s', (_what, typed) => {
		expect(parsePcKey(typed)).toEqual(parsePcKey(text));
	});

	it.each(['', ' \n'])('is missing in %j', (typed) => {
		expect(problemOf(typed)).toBe('missing');
	});

	it.each([
		['half of it', text.slice(0, 40)],
		['it twice', text + text],
		['it without its beginning', text.slice('abha-desk-pc:'.length)],
		['a beginning alone', 'abha-desk-pc:'],
		['it in capitals', text.toUpperCase()],
		['a web address', 'https://abdm.example/'],
	])('is not %s', (_what, typed) => {
		expect(problemOf(typed)).toBe('not-a-pc-key');
	});

	it('is not taken with one character that is wrong, missing or too many, or two that changed places', () => {
		for (let at = 0; at < text.length; at += 1) {
			const [before, character, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
			const other = character === 'A' ? 'B' : 'A';
			expect(problemOf(before + other + after)).toBe('not-a-pc-key');
			expect(problemOf(before + after)).toBe('not-a-pc-key');
			expect(problemOf(before + other + character + after)).toBe('not-a-pc-key');
			if (after !== '' && !after.startsWith(character)) {
				const swapped = before + after.charAt(0) + character + after.slice(1);
				expect(problemOf(swapped)).toBe('not-a-pc-key');
			}
		}
	});

	it('is nothing else, whatever is typed', () => {
		fc.assert(
			fc.property(fc.string(), (typed) => {
				expect(problemOf(`abha-desk-pc:${typed}`)).toBe('not-a-pc-key');
			}),
		);
	});
});

describe('a fingerprint', () => {
	it('is 32 hex digits in groups of four, of the signing key alone', () => {
		const key = publicBytes(readPrivateKey(createSigningKey()));
		expect(fingerprintOf(key)).toMatch(/^(?:[0-9a-f]{4} ){7}[0-9a-f]{4}$/);
		expect(fingerprintOf(key)).toBe(fingerprintOf(key));
		expect(fingerprintOf(publicBytes(readPrivateKey(createSigningKey())))).not.toBe(
			fingerprintOf(key),
		);
	});

	it('is what other programs call SHA-256', () => {
		expect(fingerprintOf(Buffer.from('abc'))).toBe('ba78 16bf 8f01 cfea 4141 40de 5dae 2223');
	});
});
