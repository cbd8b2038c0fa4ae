import { createHash } from 'node:crypto';

import type { Patient } from './patient.ts';
import { encodePng, type Colour } from './png.ts';

/**
 * The ABHA card and its QR square as ABDM would send them, one for each patient and the same every
 * time. They only look like it: nothing on them can be scanned.
 */
const white: Colour = [0xff, 0xff, 0xff];
const ink: Colour = [0x22, 0x2b, 0x38];
const band: Colour = [0x1f, 0x5f, 0x8b];
const grey: Colour = [0xc8, 0xd0, 0xd8];

const squareCells = 21;

export function qrPng(patient: Patient): Buffer {
	const isDark = squareOf(patient);
	const cell = 6;
	return encodePng(squareCells * cell, squareCells * cell, (x, y) =>
		isDark(Math.floor(x / cell), Math.floor(y / cell)) ? ink : white,
	);
}

export function cardPng(patient: Patient): Buffer {
	const isDark = squareOf(patient);
	return encodePng(320, 200, (x, y) => {
		if (y < 36) return band;
		if (x >= 16 && x < 76 && y >= 56 && y < 131) return grey;
		// Lines where the words are on a real card.
		if (x >= 92 && x < 176 && y >= 60 && y < 128 && (y - 60) % 17 < 6) return grey;
		const [column, row] = [Math.floor((x - 212) / 4), Math.floor((y - 56) / 4)];
		const inSquare = column >= 0 && column < squareCells && row >= 0 && row < squareCells;
		return inSquare && isDark(column, row) ? ink : white;
	});
}

export function cardSvg(patient: Patient): Buffer {
	const line = (y: number, text = '') => `<text x="16" y="${y}">${escapeXml(text)}</text>`;
	return Buffer.from(
		'<?xml version="1.0" encoding="UTF-8"?>\n' +
			'<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200" font-family="sans-serif">' +
			'<rect width="320" height="200" fill="#fff"/><rect width="320" height="36" fill="#1f5f8b"/>' +
			`${line(70, patient.name)}${line(96, patient.abhaNumber)}${line(122, patient.abhaAddress)}</svg>`,
	);
}

/** One page with the ABHA on it; only ASCII, since it brings no font with it. */
export function cardPdf(patient: Patient): Buffer {
	const text = `BT /F1 16 Tf 24 120 Td (${patient.abhaNumber ?? patient.abhaAddress ?? ''}) Tj ET`;
	const objects = [
		'<</Type/Catalog/Pages 2 0 R>>',
		'<</Type/Pages/Kids[3 0 R]/Count 1>>',
		'<</Type/Page/Parent 2 0 R/MediaBox[0 0 320 200]/Contents 4 0 R' +
			'/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>',
		`<</Length ${text.length}>>stream\n${text}\nendstream`,
	];
	let pdf = '%PDF-1.4\n';
	const offsets = objects.map((object, place) => {
		const offset = pdf.length;
		pdf += `${place + 1} 0 obj\n${object}\nendobj\n`;
		return `${offset.toString().padStart(10, '0')} 00000 n \n`;
	});
	const size = objects.length + 1;
	return Buffer.from(
		`${pdf}xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}` +
			`trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${pdf.length}\n%%EOF\n`,
		'latin1',
	);
}

/** Three corner marks as a QR has them, and noise that is the patient's own. */
function squareOf(patient: Patient): (column: number, row: number) => boolean {
	const hash = createHash('sha512')
		.update(patient.abhaNumber ?? patient.abhaAddress ?? '')
		.digest();
	const last = squareCells - 7;
	return (column, row) => {
		for (const [left, top] of [
			[0, 0],
			[last, 0],
			[0, last],
		] as const) {
			const ring = Math.max(Math.abs(column - left - 3), Math.abs(row - top - 3));
			if (ring <= 4) return ring === 3 || ring <= 1;
		}
		const bit = (row * squareCells + column) % 512;
		return (((hash[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
	};
}

function escapeXml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
