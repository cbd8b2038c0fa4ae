import { describe, expect, it } from 'vitest';

import { readPhoto } from '../../../main/abdm/photo.ts';

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]).toString('base64');
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]).toString('base64');

describe('readPhoto', () => {
	it.each([
		['a JPEG', jpeg, { contentType: 'image/jpeg', base64: jpeg }],
		['a PNG', png, { contentType: 'image/png', base64: png }],
		[
			'a data URL, by its bytes',
			`data:image/png;base64,${jpeg}`,
			{ contentType: 'image/jpeg', base64: jpeg },
		],
		[
			'base64 with line breaks',
			`${jpeg.slice(0, 4)}\r\n${jpeg.slice(4)}`,
			{ contentType: 'image/jpeg', base64: jpeg },
		],
	])('reads %s', (_name, sent, photo) => {
		expect(readPhoto(sent)).toEqual(photo);
	});

	it.each([
		['an absent photo', null],
		['an empty one', ''],
		['what is not base64', '<BASE64>'],
		['an SVG, which could carry a script', Buffer.from('<svg></svg>').toString('base64')],
		[
			'hundreds of comments that an SVG could begin with',
			Buffer.from('<!---->'.repeat(300)).toString('base64'),
		],
		['a PDF', Buffer.from('%PDF-1.7').toString('base64')],
	])('has no photo in %s', (_name, sent) => {
		expect(readPhoto(sent)).toBeNull();
	});
});
