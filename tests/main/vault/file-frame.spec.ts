import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { frame, maxFileBytes, unframe } from '../../../main/vault/file-frame.ts';

const payload = Buffer.from('what was saved');
const whole = frame(payload, 1);

describe('unframe', () => {
	it('gives back what was framed', () => {
		expect(unframe(whole, 1)).toEqual({ state: 'sound', payload });
	});

	it('gives back nothing as nothing', () => {
		expect(unframe(frame(Buffer.alloc(0), 1), 1)).toMatchObject({ state: 'sound' });
	});

	it('finds a file damaged that was cut off, at every length', () => {
		for (let length = 0; length < whole.length; length += 1) {
			expect(unframe(whole.subarray(0, length), 1), String(length)).toEqual({ state: 'damaged' });
		}
	});

	it('finds a file damaged of which any bit was flipped, those of the version as well', () => {
		for (let at = 0; at < whole.length * 8; at += 1) {
			const flipped = Buffer.from(whole);
			flipped[at >> 3]! ^= 1 << (at & 7);
			expect(unframe(flipped, 1), String(at)).toEqual({ state: 'damaged' });
		}
	});

	it('finds a file damaged that is full of NULs, from any byte on', () => {
		for (let from = 0; from < whole.length; from += 1) {
			const filled = Buffer.from(whole).fill(0, from);
			expect(unframe(filled, 1), String(from)).toEqual({ state: 'damaged' });
		}
	});

	it('finds a file damaged that has more behind its end', () => {
		expect(unframe(Buffer.concat([whole, Buffer.alloc(1)]), 1)).toEqual({ state: 'damaged' });
	});

	it('never throws, whatever the bytes are', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
				expect(unframe(bytes, 1)).toEqual({ state: 'damaged' });
			}),
		);
	});

	it('reads bytes that lie in the middle of others', () => {
		const between = Buffer.concat([Buffer.alloc(3), whole, Buffer.alloc(3)]);
		expect(unframe(between.subarray(3, -3), 1)).toEqual({ state: 'sound', payload });
	});

	it('tells a newer version from damage', () => {
		expect(unframe(frame(payload, 2), 1)).toEqual({ state: 'newer-version' });
	});

	it('reads an older version', () => {
		expect(unframe(frame(payload, 1), 2)).toEqual({ state: 'sound', payload });
	});
});

describe('frame', () => {
	it('refuses what would not be read again', () => {
		expect(() => frame(Buffer.alloc(maxFileBytes), 1)).toThrow(RangeError);
	});
});
