import { describe, expect, it } from 'vitest';
import { dataUrl, photoUrl } from '../../renderer/data-url.ts';

describe('dataUrl', () => {
	it('keeps every byte, also of a card that is larger than one call can take', () => {
		const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => index % 256);
		const text = dataUrl('image/png', bytes).replace('data:image/png;base64,', '');
		expect(Buffer.from(text, 'base64').equals(Buffer.from(bytes))).toBe(true);
	});

	it('has none for a photo that is not there', () => {
		expect(photoUrl(null)).toBeNull();
	});
});
