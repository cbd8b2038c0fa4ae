import { inflateSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { cardPdf, cardPng, cardSvg, qrPng } from '../../../main/simulator/card.ts';
import type { Patient } from '../../../main/simulator/patient.ts';
import { patients } from '../../../main/simulator/patients.ts';

const [deepak, kavitha] = patients as [Patient, Patient];

/** The chunks of a PNG by their names, without their check sums. */
function chunksOf(png: Buffer): Map<string, Buffer> {
	const chunks = new Map<string, Buffer>();
	for (let at = 8; at < png.length;) {
		const length = png.readUInt32BE(at);
		chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length));
		at += length + 12;
	}
	return chunks;
}

describe('the card as PNG', () => {
	it.each([
		['card', cardPng(deepak), 320, 200],
		['QR square', qrPng(deepak), 126, 126],
	])('is whole: the %s', (_, png, width, height) => {
		const chunks = chunksOf(png);
		expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
		const header = chunks.get('IHDR')!;
		expect([header.readUInt32BE(0), header.readUInt32BE(4)]).toEqual([width, height]);
		expect(inflateSync(chunks.get('IDAT')!)).toHaveLength(height * (width * 3 + 1));
		// The check sum of an empty IEND is the same in every PNG.
		expect(png.toString('hex', png.length - 4)).toBe('ae426082');
	});

	it('is one for each patient, and the same every time', () => {
		expect(cardPng(deepak).equals(cardPng(deepak))).toBe(true);
		expect(cardPng(deepak).equals(cardPng(kavitha))).toBe(false);
	});
});

describe('the card as SVG', () => {
	it('has the name in its own script, and nothing that could be markup', () => {
		expect(cardSvg(kavitha).toString()).toContain('>கவிதா முருகன்</text>');
		const svg = cardSvg({ ...deepak, name: '<script>"&\'' }).toString();
		expect(svg).toContain('>&#60;script&#62;&#34;&#38;&#39;</text>');
	});
});

describe('the card as PDF', () => {
	it('has its cross references where it says', () => {
		const pdf = cardPdf(deepak).toString('latin1');
		const start = Number(/startxref\n(\d+)\n%%EOF/.exec(pdf)?.[1]);
		expect(pdf.slice(start, start + 4)).toBe('xref');
		const offsets = [...pdf.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
		expect(offsets).toHaveLength(4);
		for (const [place, offset] of offsets.entries()) {
			expect(pdf.slice(offset)).toMatch(new RegExp(`^${place + 1} 0 obj\\n`));
		}
		const [, length, content] = /Length (\d+)>>stream\n(.*)\nendstream\nendobj/.exec(pdf) ?? [];
		expect(content).toHaveLength(Number(length));
	});
});
