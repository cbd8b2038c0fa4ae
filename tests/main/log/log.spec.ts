import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { AppError } from '../../../main/failure.ts';
import { createLog, type LogFields } from '../../../main/log/log.ts';

const noon = new Date('2026-11-23T06:30:00.123Z');

/** Half surrogates too. */
const codeUnit = fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code));

function lineOf(fields?: LogFields, event = 'something happened'): string {
	const lines: string[] = [];
	createLog(
		(_level, line) => lines.push(line),
		() => noon,
	).error(event, fields);
	expect(lines).toHaveLength(1);
	return lines[0]!;
}

/** What follows the time and the level. */
function objectOf(fields: LogFields): Record<string, unknown> {
	const json = lineOf(fields).slice('2026-11-23T06:30:00.123Z error '.length);
	return JSON.parse(json) as Record<string, unknown>;
}

describe('createLog', () => {
	it('writes the time, the level and one JSON object', () => {
		expect(lineOf({ incident: 'KTQF-ZMWP', httpStatus: 500, abdmCode: null })).toBe(
			'2026-11-23T06:30:00.123Z error ' +
				'{"incident":"KTQF-ZMWP","httpStatus":500,"abdmCode":null,"event":"something happened"}',
		);
	});

	it('hands each line to the sink with its own level', () => {
		const levels: string[] = [];
		const log = createLog(
			(level, line) => levels.push(`${level} ${line}`),
			() => noon,
		);
		log.info('a');
		log.warn('b');
		log.error('c');
		expect(levels).toEqual([
			'info 2026-11-23T06:30:00.123Z info {"event":"a"}',
			'warn 2026-11-23T06:30:00.123Z warn {"event":"b"}',
			'error 2026-11-23T06:30:00.123Z error {"event":"c"}',
		]);
	});

	it('stays one line of JSON, whatever stands in a field', () => {
		fc.assert(
			fc.property(fc.string({ unit: codeUnit }), fc.nat(), (reason, durationMs) => {
				const line = lineOf({ reason, durationMs, step: reason });
				expect(line).not.toContain('\n');
				expect(objectOf({ reason, durationMs })).toMatchObject({ durationMs });
			}),
		);
	});

	it.each([
		['a quoted query', 'bad "https://abdm.example/?otp=canary" here'],
		['a bearer token', 'sent Bearer canary'],
		['a bearer token at the start of a line', 'sent\nBearer canary'],
		['a token at the start of a line', 'sent\neyJcanary'],
		['a transaction id at the start of a line', 'sent\nc0ffee00-0696-40f3-864c-5a3a5b389a83'],
		['an OTP', 'sent 012345'],
		['an ABHA address', 'sent canary@sbx'],
	])('redacts %s and keeps the fields after it', (_what, reason) => {
		const line = lineOf({ reason, step: 'verify-otp' });
		expect(line).not.toMatch(/canary|c0ffee|012345/);
		expect(objectOf({ reason, step: 'verify-otp' })).toMatchObject({ step: 'verify-otp' });
	});

	it('redacts the event too', () => {
		expect(lineOf({}, 'otp 012345')).toContain('"event":"otp [digits]"');
	});

	it('redacts with the redactor that it is given', () => {
		const lines: string[] = [];
		const log = createLog(
			(_level, line) => lines.push(line),
			() => noon,
			(text) => text.replaceAll('canary', '[secret]'),
		);
		log.warn('canary', { reason: 'a canary', error: new TypeError('canary') });
		expect(lines.join()).not.toContain('canary');
	});

	it('keeps a long duration as a number', () => {
		expect(objectOf({ durationMs: 1_234_567 })).toMatchObject({ durationMs: 1_234_567 });
	});
});

describe('the description of an error', () => {
	it('has the class, the code, the message and our own frames', () => {
		const error = Object.assign(new TypeError('x is not a function'), { code: 'ERR_X' });
		expect(objectOf({ error }).error).toMatchObject({
			name: 'TypeError',
			code: 'ERR_X',
			message: 'x is not a function',
			at: [expect.stringMatching(/^at .*log\.spec\.ts:\d+:\d+\)?$/), ...[1, 2, 3].map(aFrame)],
		});
	});

	it('follows the causes, but not for ever', () => {
		let error = new Error('canary');
		for (let depth = 0; depth < 10; depth++) error = new TypeError('outer', { cause: error });
		const line = lineOf({ error });
		expect(line.match(/"cause"/g)).toHaveLength(4);
	});

	it('ends when an error is its own cause', () => {
		const error = new TypeError('round');
		error.cause = error;
		expect(lineOf({ error }).match(/"cause"/g)).toHaveLength(4);
	});

	it('says which failure an AppError stands for', () => {
		const error = new AppError({ code: 'busy' });
		expect(objectOf({ error }).error).toMatchObject({ name: 'AppError', message: 'busy' });
	});

	it.each([
		['a SyntaxError, which quotes what it could not read', syntaxError('canary-name')],
		['a ZodError, which may quote the value', zodError('canary-name')],
		['an error of a library', Object.assign(new Error('canary-name'), { name: 'FetchError' })],
		['a plain Error', new Error('canary-name')],
		['a string', 'canary-name'],
		['an object', { name: 'canary-name', message: 'canary-name' }],
	])('leaves out the message of %s', (_what, error) => {
		expect(lineOf({ error })).not.toContain('canary');
		expect(lineOf({ error: new TypeError('outer', { cause: error }) })).not.toContain('canary');
	});

	it('says what the disk had against it, and not in whose folder', () => {
		const error = thrownBy(() => readFileSync('/home/canary/abha-desk/vault'));
		expect(objectOf({ error }).error).toMatchObject({ name: 'Error', code: 'ENOENT' });
		expect(lineOf({ error })).not.toContain('canary');
	});

	it('leaves out the home in a frame', () => {
		const error = new TypeError('x is not a function');
		error.stack = `TypeError: ${error.message}\n    at find (file:///home/canary/out/index.js:12:5)`;
		expect(objectOf({ error }).error).toMatchObject({ at: ['at find (~/out/index.js:12:5)'] });
	});

	it('takes no line of a message for a frame', () => {
		const error = new Error('first line\n    at canary-name (canary.ts:1:1)');
		expect(lineOf({ error })).not.toContain('canary');
	});

	it('cuts a long message', () => {
		const { message } = objectOf({ error: new RangeError('x'.repeat(10_000)) }).error as {
			message: string;
		};
		expect(message).toHaveLength(300);
	});

	it('describes an error without a stack', () => {
		const error = new TypeError('no stack');
		delete error.stack;
		expect(objectOf({ error }).error).toMatchObject({ name: 'TypeError', at: [] });
	});
});

function aFrame(): unknown {
	return expect.stringMatching(/^at /);
}

function syntaxError(text: string): unknown {
	return thrownBy(() => JSON.parse(text) as unknown);
}

function zodError(text: string): unknown {
	const schema = z.object({ [text]: z.enum(['a']) });
	return thrownBy(() => schema.parse({ [text]: text }));
}

function thrownBy(action: () => unknown): unknown {
	try {
		action();
	} catch (error) {
		return error;
	}
	throw new Error('Nothing was thrown');
}
