import type { Attachment } from 'svelte/attachments';

/** How long after a screen appears Enter still belongs to the screen before it. */
const settleMs = 700;

/** Takes the focus when it appears: the heading or the field of a new step. */
export const focusAtOnce: Attachment<HTMLElement> = (element) => {
	element.focus();
};

/**
 * Lets Enter on a heading press the primary button of its screen. Held keys do not count, nor does
 * the second Enter of a double press or of a USB scanner: it would send an OTP unseen.
 */
export function pressOnEnter(press: () => void): Attachment<HTMLElement> {
	return (element) => {
		const shownAtMs = performance.now();
		const onKeydown = (event: KeyboardEvent) => {
			if (event.key !== 'Enter' || event.repeat) return;
			if (performance.now() - shownAtMs >= settleMs) press();
		};
		element.addEventListener('keydown', onKeydown);
		return () => {
			element.removeEventListener('keydown', onKeydown);
		};
	};
}
