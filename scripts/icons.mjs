import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { Resvg } from '@resvg/resvg-js';

import { repositoryRoot } from './run.mjs';

const folder = path.join(repositoryRoot, 'packaging');
const drawing = readFileSync(path.join(folder, 'icon.svg'), 'utf8');

/** @param {number} size pixels */
function draw(size) {
	return new Resvg(drawing, { fitTo: { mode: 'width', value: size } }).render().asPng();
}

/**
 * Windows' icon file: a directory of pictures, PNGs since Vista.
 *
 * @param {readonly number[]} sizes
 */
function windowsIcon(sizes) {
	const pictures = sizes.map((size) => ({ size, png: draw(size) }));
	const header = Buffer.alloc(6 + 16 * pictures.length);
	header.writeUInt16LE(1, 2);
	header.writeUInt16LE(pictures.length, 4);
	let offset = header.length;
	for (const [index, { size, png }] of pictures.entries()) {
		const entry = 6 + 16 * index;
		// One byte for each side, in which 0 means 256.
		header.writeUInt8(size % 256, entry);
		header.writeUInt8(size % 256, entry + 1);
		header.writeUInt16LE(1, entry + 4);
		header.writeUInt16LE(32, entry + 6);
		header.writeUInt32LE(png.length, entry + 8);
		header.writeUInt32LE(offset, entry + 12);
		offset += png.length;
	}
	return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** macOS' icon file: chunks of a type that names the size, and a PNG. */
function macIcon() {
	const types = /** @type {const} */ ({ icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512 });
	const chunks = Object.entries({ ...types, ic10: 1024 }).map(([type, size]) =>
		chunk(type, draw(size)),
	);
	return chunk('icns', Buffer.concat(chunks));
}

/**
 * @param {string} type four letters
 * @param {Buffer} content
 */
function chunk(type, content) {
	const header = Buffer.from(`${type}\0\0\0\0`, 'latin1');
	header.writeUInt32BE(content.length + 8, 4);
	return Buffer.concat([header, content]);
}

mkdirSync(path.join(folder, 'icons'), { recursive: true });
for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
	writeFileSync(path.join(folder, 'icons', `${size}x${size}.png`), draw(size));
}
writeFileSync(path.join(folder, 'icon.ico'), windowsIcon([16, 24, 32, 48, 64, 128, 256]));
writeFileSync(path.join(folder, 'icon.icns'), macIcon());
