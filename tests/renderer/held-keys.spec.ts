import { describe, expect, it } from 'vitest';

import { ignoreHeldEnter } from '../../renderer/held-keys.ts';

function press(key: string, repeat: boolean): boolean {
	const event = new KeyboardEvent('keydown', { key, repeat, cancelable: true, bubbles: true });
	return document.body.dispatchEvent(event);
}

describe('ignoreHeldEnter', () => {
	it('lets the first Enter through and none of its repeats, and leaves other keys alone', () => {
		ignoreHeldEnter(document);
		expect(press('Enter', false)).toBe(true);
		expect(press('Enter', true)).toBe(false);
		expect(press('Backspace', true)).toBe(true);
	});
});
