import { describe, expect, it } from 'vitest';

import { readCard, sniffContentType } from '../../../main/abdm/card.ts';

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const pdf = Buffer.from('%PDF-1.7\n');
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');

describe('readCard', () => {
	it.each([
		['image/png', png],
		['image/jpeg', jpeg],
		['application/pdf', pdf],
		['image/svg+xml', svg],
	])('takes %s whose bytes are it, and leaves the bytes as they are', (contentType, bytes) => {
		const card = readCard(bytes, `${contentType};charset=UTF-8`);
		expect(card.contentType).toBe(contentType);
		expect(Buffer.from(card.bytes)).toEqual(bytes);
	});

	it.each([
		['IMAGE/PNG', png, 'image/png'],
		['image/jpg', jpeg, 'image/jpeg'],
		['', png, 'image/png'],
		['application/octet-stream', pdf, 'application/pdf'],
	])('takes the header "%s" by the bytes', (header, bytes, contentType) => {
		expect(readCard(bytes, header).contentType).toBe(contentType);
	});

	it.each([
		['HTML under the name of a picture', 'image/png', Buffer.from('<html><svg></svg></html>')],
		['a picture under the name of a page', 'text/html', png],
		['a picture under the name of another', 'image/jpeg', png],
		['JSON', 'application/json', Buffer.from('{"message":"X-token expired"}')],
		['a cut picture', 'image/png', png.subarray(0, 7)],
		['nothing', 'image/png', Buffer.alloc(0)],
		['nothing at all', '', Buffer.alloc(0)],
	])('refuses %s', (_name, header, bytes) => {
		expect(() => readCard(bytes, header)).toThrow();
	});

	it('hands out a copy of its own', () => {
		const whole = Buffer.concat([png, Buffer.from('another answer')]);
		expect(readCard(whole.subarray(0, png.length), 'image/png').bytes.buffer.byteLength).toBe(
			png.length,
		);
	});
});

describe('sniffContentType', () => {
	it.each([
		['with an XML declaration', '<?xml version="1.0" encoding="UTF-8"?>\n<svg>'],
		['with a mark of byte order', '\uFEFF<svg width="1">'],
		['with a comment and a doctype', '<!-- card -->\n<!DOCTYPE svg PUBLIC "x">\n<svg>'],
	])('knows an SVG %s', (_name, text) => {
		expect(sniffContentType(Buffer.from(text))).toBe('image/svg+xml');
	});

	it('does not lose itself in hundreds of comments with no SVG behind them', () => {
		expect(sniffContentType(Buffer.from('<!---->'.repeat(300)))).toBeNull();
		expect(sniffContentType(Buffer.from(`${'<!---->'.repeat(250)}<html>`))).toBeNull();
		expect(sniffContentType(Buffer.from(`${'<!---->'.repeat(250)}<svg>`))).toBe('image/svg+xml');
	});

	it('does not lose itself in what is nearly an SVG', () => {
		expect(sniffContentType(Buffer.from('<!--'.repeat(2000)))).toBeNull();
		expect(sniffContentType(Buffer.from(' '.repeat(5000)))).toBeNull();
	});
});
