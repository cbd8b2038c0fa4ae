/**
 * A held Enter key is one press. Browsers click a focused button, and submit a form, again with every
 * repeat of the key: twenty OTPs in a second.
 */
export function ignoreHeldEnter(target: EventTarget): void {
	target.addEventListener(
		'keydown',
		(event) => {
			if (event instanceof KeyboardEvent && event.repeat && event.key === 'Enter') {
				event.preventDefault();
			}
		},
		// Before anything in the page can act on it.
		{ capture: true },
	);
}
