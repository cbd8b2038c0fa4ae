import { deflateSync } from 'node:zlib';

export type Colour = readonly [red: number, green: number, blue: number];

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG in true colour, pixel by pixel: the simulator draws what ABDM would send (RFC 2083). */
export function encodePng(
	width: number,
	height: number,
	colourAt: (x: number, y: number) => Colour,
): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	// Eight bits for each of the three colours; the rest has one legal value.
	header.set([8, 2, 0, 0, 0], 8);

	const lines: number[] = [];
	for (let y = 0; y < height; y += 1) {
		// Each line begins with its filter: none.
		lines.push(0);
		for (let x = 0; x < width; x += 1) lines.push(...colourAt(x, y));
	}
	return Buffer.concat([
		signature,
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(Buffer.from(lines))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function chunk(type: string, content: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
	const framed = Buffer.alloc(named.length + 8);
	framed.writeUInt32BE(content.length, 0);
	named.copy(framed, 4);
	framed.writeUInt32BE(crc32(named), named.length + 4);
	return framed;
}

/** The check sum of RFC 2083, annex D; Node has one from version 22 only. */
function crc32(bytes: Buffer): number {
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return (crc ^ 0xffffffff) >>> 0;
}
