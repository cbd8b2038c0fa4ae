import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { newIncident } from '../../../main/incident.ts';
import { redact } from '../../../main/log/redact.ts';

/** Where the digits of a script begin; the other nine follow. */
const zeros = { ascii: '0', devanagari: '०', tamil: '௦', bengali: '০', fullWidth: '０' };

const digit = fc.integer({ min: 0, max: 9 });
const script = fc.constantFrom(...Object.values(zeros));
const separator = fc.constantFrom('', ' ', '-', '–', '.', '\u00a0', '/', ' - ', '  ');

/** `count` digits of one script, grouped in any way. */
function grouped(count: number): fc.Arbitrary<{ typed: string; digits: string[] }> {
	return fc
		.record({
			zero: script,
			values: fc.array(digit, { minLength: count, maxLength: count }),
			gaps: fc.array(separator, { minLength: count, maxLength: count }),
		})
		.map(({ zero, values, gaps }) => {
			const digits = values.map((value) => String.fromCodePoint(zero.codePointAt(0)! + value));
			return { typed: digits.map((one, i) => (i === 0 ? one : gaps[i]! + one)).join(''), digits };
		});
}

/** What may stand around a secret, with no digit of its own. */
const around = fc.constantFrom(
	'',
	' ',
	'"',
	"'",
	'(',
	'\n',
	'\t',
	'otp',
	'value: ',
	'<',
	'क',
	'{"',
);

/** Half surrogates too. */
const codeUnit = fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code));

interface Canary {
	text: string;
	canary: string;
}

/** A line of a log with a secret in it, and the part that must not be seen. */
const anyCanary: fc.Arbitrary<Canary> = fc.oneof(
	fc
		.constantFrom(14, 12, 10, 6)
		.chain(grouped)
		.map(({ typed }) => ({ text: typed, canary: typed })),
	fc.uuid().map((uuid) => ({ text: `txnId=${uuid}`, canary: uuid })),
	fc.constantFrom<Canary>(
		{ text: '+91 (98765) 43210', canary: '43210' },
		{ text: '98765%2043210', canary: '43210' },
		{ text: 'canary.rao@sbx', canary: 'canary' },
		{ text: 'eyJhbGciOi.eyJzdWIi.canary', canary: 'canary' },
		{ text: 'Authorization: Bearer canary', canary: 'canary' },
		{ text: 'Basic canary==', canary: 'canary' },
		{ text: '"clientSecret":"a canary"', canary: 'canary' },
		{ text: 'passphrase=canary', canary: 'canary' },
		{ text: 'http://asha:canary@proxy.example', canary: 'canary' },
		{ text: 'https://abdm.example/?q=canary', canary: 'canary' },
		{ text: '/home/canary/x', canary: 'canary' },
		{ text: 'C:\\Users\\Asha Canary\\x', canary: 'Canary' },
	),
);

/** Words, and what the patterns look for: they must not get into each other's way. */
const anyText = fc
	.array(
		fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 10 }),
			anyCanary.map(({ text }) => text.replace(/canary/i, 'other')),
			fc.constantFrom(' ', '\n', '"', '\\', '/', '?', '@', ':', '=', '[digits]', '~', '12', 'eyJ'),
		),
		{ maxLength: 6 },
	)
	.map((parts) => parts.join(''));

/** What a pattern would try again and again, if it could. */
const hostile = [
	...['1', '1 ', '1-1-1-1-1x', '1%20', '%20', 'a', 'a.', 'a@', 'eyJ', 'eyJ.', '01234567-', '://'],
	...['Bearer', 'Bearer ', 'Basic\t', ' ', 'token', 'token=', 'token="', '?', '? ', '/', '/home/'],
	...['file:///', '\\Users\\', 'C:\\Users\\a', '2026-11-23T', '[', '\0', '\n', '\ud800', 'क'],
];

describe('redact', () => {
	it.each([
		['an ABHA number', 14],
		['a mobile number', 10],
		['an Aadhaar number', 12],
		['an OTP', 6],
	])('leaves no digit of %s, in any script and grouping', (_what, count) => {
		fc.assert(
			fc.property(grouped(count), around, around, ({ typed }, before, after) => {
				expect(redact(before + typed + after)).toBe(`${before}[digits]${after}`);
			}),
		);
	});

	it.each(['43-4221-5105-6749', '43 4221 5105 6749', '43422151056749', '४३-४२२१-५१०५-६७४९'])(
		'removes the ABHA number %s',
		(number) => {
			expect(redact(`for ${number}, again`)).toBe('for [digits], again');
		},
	);

	it('removes a transaction id, whatever touches it', () => {
		fc.assert(
			fc.property(fc.uuid(), around, fc.boolean(), (uuid, before, upper) => {
				const id = upper ? uuid.toUpperCase() : uuid;
				expect(redact(`${before}${id}_`)).toBe(`${before}[id]_`);
			}),
		);
	});

	it('removes a token, whole or cut short, whatever touches it', () => {
		const part = fc.stringMatching(/^[\w-]{1,40}$/);
		fc.assert(
			fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), around, (parts, before) => {
				expect(redact(`${before}eyJ${parts.join('.')}`)).toBe(`${before}[token]`);
			}),
		);
	});

	it.each([
		'Bearer canary',
		'bearer canary',
		'Authorization: Bearer   canary/+=',
		'\nBearer canary',
		'Proxy-Authorization: Basic canary==',
	])('removes what follows the word in %j', (text) => {
		expect(redact(text)).not.toContain('canary');
		expect(redact(text)).toMatch(/(Bearer|Basic)\s+\[secret\]$/i);
	});

	it.each([
		['{"clientSecret":"canary with blanks"}', '{"clientSecret":[secret]}'],
		["password = 'canary'", 'password = [secret]'],
		['passphrase: canary, again', 'passphrase: [secret], again'],
		['x-token=canary&y', 'x-token=[secret]&y'],
		['PIN: 1234', 'PIN: [secret]'],
		['"otp":"canary', '"otp":[secret]'],
		['token=password: canary', 'token=[secret] [secret]'],
		['bearer Bearer canary', 'bearer [secret] [secret]'],
		['Bearer password: canary', 'Bearer [secret] [secret]'],
		[
			'through http://user:canary@proxy.example:3128',
			'through http://[credentials]@proxy.example:3128',
		],
	])('removes what is named in %j', (text, redacted) => {
		expect(redact(text)).toBe(redacted);
	});

	it.each([
		['/home/canary/.config/abha-desk', '~/.config/abha-desk'],
		["open '/Users/canary/Library/Logs'", "open '~/Library/Logs'"],
		['at start (file:///home/canary%20rao/out/index.js:12:5)', 'at start (~/out/index.js:12:5)'],
		['C:\\Users\\Canary Rao\\AppData\\Roaming', '~\\AppData\\Roaming'],
		['{"path":"c:\\\\users\\\\canary\\\\a.json"}', '{"path":"~\\\\a.json"}'],
		['file:///C:/Users/Canary%20Rao/a.json', '~/a.json'],
		['mkdir "C:/Documents and Settings/Canary Rao"', 'mkdir "~"'],
		['\\\\?\\C:\\Users\\Canary Rao\\x', '\\\\?[query]'],
	])('takes the name of the home from %s', (text, redacted) => {
		expect(redact(text)).toBe(redacted);
	});

	it('removes an ABHA address, in any script', () => {
		const name = fc.stringMatching(/^[a-zA-Z0-9._]{4,18}$/);
		const anyName = fc.oneof(name, fc.constantFrom('दीपक', 'கவிதா.முருகன்', 'a+b'));
		const suffix = fc.constantFrom('@sbx', '@abdm', '@SBX', '%40sbx', '@दीपक');
		fc.assert(
			fc.property(anyName, suffix, fc.constantFrom('', ' ', '"', '/'), (typed, end, before) => {
				expect(redact(`${before}${typed}${end}`)).toBe(`${before}[address]`);
			}),
		);
	});

	it('removes a query string to its end', () => {
		const query = fc.stringMatching(/^[a-z&='")(%@._-]{1,40}$/);
		fc.assert(
			fc.property(query, (text) => {
				expect(redact(`GET https://abdm.example/v1?${text} failed`)).toBe(
					'GET https://abdm.example/v1?[query] failed',
				);
			}),
		);
	});

	it('keeps ordinary words', () => {
		const text =
			'Is it here? The session (HIS-1008) was refused in 250 ms; version 0.1.0, port 8080.';
		expect(redact(text)).toBe(text);
	});

	it('keeps every incident, which ties the line to what the person saw', () => {
		for (let count = 0; count < 500; count++) {
			const incident = newIncident();
			expect(redact(`incident ${incident} 12`)).toBe(`incident ${incident} 12`);
		}
	});

	it('keeps the time that begins a line, and no other long number', () => {
		const line = '2026-11-23T06:30:00.123Z info';
		expect(redact(line)).toBe(line);
		expect(redact('2026-11-23T06:30:00.123Z012345')).toBe('2026-11-23T06:30:00.123Z[digits]');
		expect(redact('012345 2026-11-23T06:30:00.123Z')).not.toContain('012345');
		expect(redact('2026-11-23')).toBe('[digits]');
	});

	it('keeps the place of a frame', () => {
		const place = fc.integer({ min: 1, max: 99_999 });
		fc.assert(
			fc.property(place, place, (line, column) => {
				const frame = `at Visit.find (file:///opt/out/main/index.js:${line}:${column})`;
				expect(redact(frame)).toBe(frame);
			}),
		);
	});

	it('lets no canary pass, whatever stands around it', () => {
		fc.assert(
			fc.property(anyText, anyCanary, anyText, (before, { text, canary }, after) => {
				expect(redact(`${before} ${text} ${after}`)).not.toContain(canary);
			}),
			{ numRuns: 1_000 },
		);
	});

	it('changes nothing when it is done twice', () => {
		const texts = fc.oneof(anyText, fc.string({ unit: codeUnit, maxLength: 200 }));
		fc.assert(
			fc.property(texts, (text) => {
				expect(redact(redact(text))).toBe(redact(text));
			}),
			{ numRuns: 1_000 },
		);
	});

	it.each(hostile)('is quick with a million characters of %j', (unit) => {
		const text = unit.repeat(1_000_000 / unit.length);
		const startedAtMs = performance.now();
		redact(`${text}!`);
		// 50 ms here; a pattern that is not linear would take hours.
		expect(performance.now() - startedAtMs).toBeLessThan(5_000);
	});

	it('takes digits without end', () => {
		expect(redact('1'.repeat(6_000_000))).not.toMatch(/\d{6}/);
	});
});
