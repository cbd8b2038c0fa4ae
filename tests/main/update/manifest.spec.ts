import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { isPlainName, readManifest, signManifest } from '../../../main/update/manifest.ts';
import { UpdateRefused } from '../../../main/update/refusal.ts';
import {
	currentKey,
	nextKey,
	publicText,
	release,
	signJson,
	strangersKey,
	testKeys,
} from '../../support/signed-updates.ts';

const { manifest } = release('0.2.0', 7, Date.UTC(2026, 10, 23));
const signed = signManifest(manifest, currentKey);

function reasonFor(bytes: Buffer): string {
	try {
		readManifest(bytes, testKeys);
		return 'taken';
	} catch (error) {
		if (error instanceof UpdateRefused) return error.reason;
		throw error;
	}
}

describe('readManifest', () => {
	it.each([
		['current', currentKey],
		['next', nextKey],
	])('takes what the %s key has signed', (_which, key) => {
		expect(readManifest(signManifest(manifest, key), testKeys).manifest).toEqual(manifest);
	});

	it('goes on with the next key when the current one is given up', () => {
		const keys = { current: null, next: publicText(nextKey) };
		expect(readManifest(signManifest(manifest, nextKey), keys).manifest).toEqual(manifest);
		expect(() => readManifest(signed, keys)).toThrow('wrong-key');
	});

	it('refuses the manifest with any one byte altered, wherever it stands', () => {
		const reasons = new Map<string, number>();
		for (let at = 0; at < signed.length; at += 1) {
			for (const mask of [0x01, 0x20, 0x80]) {
				const altered = Buffer.from(signed);
				altered.writeUInt8(altered.readUInt8(at) ^ mask, at);
				const reason = reasonFor(altered);
				reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
			}
		}
		console.log(`${signed.length} bytes, 3 alterations each:`, Object.fromEntries(reasons));
		expect([...reasons.keys()].sort()).toEqual(['altered', 'unsigned', 'wrong-key']);
	});

	it('refuses every beginning of the manifest, and every longer one', () => {
		for (let length = 0; length < signed.length; length += 1) {
			expect(['unsigned', 'altered']).toContain(reasonFor(signed.subarray(0, length)));
		}
		for (const more of ['\n', ' ', '{}', '\0']) {
			expect(reasonFor(Buffer.concat([signed, Buffer.from(more)]))).toBe('altered');
		}
	});

	it('refuses whatever else comes, and throws nothing but refusals', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
				expect(reasonFor(Buffer.from(bytes))).toBe('unsigned');
			}),
		);
		const [head = ''] = /^(?:.*\n){3}/.exec(signed.toString('latin1')) ?? [];
		fc.assert(
			fc.property(fc.json(), (json) => {
				expect(reasonFor(Buffer.from(head + json))).toBe('altered');
			}),
		);
	});

	it('looks at nothing of what is not signed, not even whether it is JSON', () => {
		const [, ...rest] = signed.toString('latin1').split('\n');
		const broken = ['abha-desk-update 1', ...rest.slice(0, 2), '{"files":'].join('\n');
		expect(reasonFor(Buffer.from(broken))).toBe('altered');
	});

	it('refuses a signature that the key has given for another purpose', () => {
		const json = JSON.stringify(manifest);
		expect(reasonFor(signJson(json))).toBe('taken');
		expect(reasonFor(signJson(json, currentKey, ''))).toBe('altered');
		expect(reasonFor(signJson(json, currentKey, 'ABHA Desk sealed file\n'))).toBe('altered');
	});

	it('refuses a signature that is written in a second way', () => {
		const text = signed.toString('latin1');
		const [, signature = ''] = /signature: (.{86})/.exec(text) ?? [];
		const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
		const last = letters.indexOf(signature.at(-1) ?? '');
		// The lowest four bits of the last letter mean nothing.
		const twin = signature.slice(0, -1) + (letters[last ^ 1] ?? '');
		expect(Buffer.from(twin, 'base64url')).toEqual(Buffer.from(signature, 'base64url'));
		expect(reasonFor(Buffer.from(text.replace(signature, twin), 'latin1'))).toBe('altered');
	});

	it('names a key that is not pinned rather than an alteration', () => {
		expect(reasonFor(signManifest(manifest, strangersKey))).toBe('wrong-key');
	});

	it('refuses everything while no key is pinned', () => {
		const none = { current: null, next: null };
		expect(() => readManifest(signed, none)).toThrow('no-pinned-keys');
	});

	it.each([
		['no JSON', 'nonsense'],
		['a list', '[]'],
		['an unknown field', { more: 1 }],
		['no counter', { counter: undefined }],
		['counter 0', { counter: 0 }],
		['a counter in words', { counter: '7' }],
		['a counter beyond what can be counted', { counter: 2 ** 53 }],
		['a version that is none', { version: '0.2' }],
		['a day that is none', { expiresAt: 'soon' }],
		['no files', { files: [] }],
		['two files for one PC', { files: [manifest.files[0], manifest.files[0]] }],
		['a platform that we do not know', { files: [{ ...manifest.files[0], platform: 'beos' }] }],
		['a hash too short', { files: [{ ...manifest.files[0], sha512: 'ab' }] }],
		['an empty file', { files: [{ ...manifest.files[0], size: 0 }] }],
		['a file of two gigabytes', { files: [{ ...manifest.files[0], size: 2 ** 31 }] }],
	])('refuses, although signed, %s', (_what, content) => {
		const json =
			typeof content === 'string' ? content : JSON.stringify({ ...manifest, ...content });
		expect(reasonFor(signJson(json))).toBe('not-a-manifest');
	});

	it('says of a later format that this program is too old for it', () => {
		expect(reasonFor(signJson(JSON.stringify({ format: 2, anything: true })))).toBe('newer-format');
	});
});

describe('isPlainName', () => {
	it.each(['a', 'abha-desk-0.2.0.AppImage', 'ABHA_Desk_Setup.exe'])('takes %s', (name) => {
		expect(isPlainName(name)).toBe(true);
	});

	it.each([
		...['', '.', '..', '../x', 'a/b', 'a\\b', '/etc/passwd', 'C:x', 'a..b', '.hidden', '-rf'],
		...[
			'a b',
			'a%2e',
			'%APPDATA%',
			'$HOME',
			'a\0',
			'a\n',
			'a?b',
			'a#b',
			'a:b',
			'ä',
			'x.exe.',
			'x ',
		],
		'a'.repeat(121),
	])('refuses %j', (name) => {
		expect(isPlainName(name)).toBe(false);
	});
});
