/**
 * What jsdom lacks of a browser and the screens or the tests use, as much as they need of it. What
 * the real thing does for focus, Escape and the backdrop of a dialog is tried end to end.
 */
if (typeof HTMLDialogElement !== 'undefined') {
	HTMLDialogElement.prototype.showModal = function (): void {
		this.setAttribute('open', '');
	};
	HTMLDialogElement.prototype.close = function (): void {
		this.removeAttribute('open');
		this.dispatchEvent(new Event('close'));
	};
}

// user-event finds the radio buttons of a group with it; our names need no escaping.
if (typeof CSS === 'undefined') {
	Object.assign(globalThis, { CSS: { escape: (text: string) => text } });
}
