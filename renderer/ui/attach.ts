import type { Attachment } from 'svelte/attachments';

/** How long after a screen appears Enter still belongs to the screen before it. */
const settleMs = 700;

/** Takes the focus when it appears: the heading or the field of a new step. */
export const focusAtOnce: Attachment<HTMLElement> = (element) => {
	element.focus();
};

/**
 * Lets Enter press the primary button of a screen while nothing of its own has the focus: on the
 * heading, and after a click beside all buttons. Held keys do not count, nor does the second Enter of
 * a double press or of a USB scanner: it would send an OTP unseen.
 */
export function pressOnEnter(press: () => void): Attachment<HTMLElement> {
	return (element) => {
		const shownAtMs = performance.now();
		const onKeydown = (event: KeyboardEvent) => {
			if (event.key !== 'Enter' || event.repeat) return;
			if (event.target !== element && event.target !== document.body) return;
			if (performance.now() - shownAtMs >= settleMs) press();
		};
		document.addEventListener('keydown', onKeydown);
		return () => {
			document.removeEventListener('keydown', onKeydown);
		};
	};
}
