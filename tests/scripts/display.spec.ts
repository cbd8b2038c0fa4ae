import { describe, expect, it } from 'vitest';

import { hasDisplay } from '../../scripts/display.mjs';

describe('hasDisplay', () => {
	it('sees an X11 or a Wayland display on Linux', () => {
		expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
		expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
	});

	it('sees none on Linux when neither variable has a value', () => {
		expect(hasDisplay('linux', {})).toBe(false);
		expect(hasDisplay('linux', { DISPLAY: '', WAYLAND_DISPLAY: '' })).toBe(false);
	});

	it('asks for no variable on Windows and macOS', () => {
		expect(hasDisplay('win32', {})).toBe(true);
		expect(hasDisplay('darwin', {})).toBe(true);
	});
});
