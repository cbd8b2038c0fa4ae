/// <reference lib="dom" />
/* global document, HTMLInputElement, InputEvent, MutationObserver, requestAnimationFrame */

/**
 * Runs inside the page: one visit at the desk, from the search to the end, by its own buttons. From
 * each press to the frame in which the next screen is painted, in milliseconds.
 *
 * @param {{ query: string, otp: string }} patient
 */
export async function walkThroughVisit({ query, otp }) {
	/** @param {() => boolean} isSo */
	const waitUntil = (isSo) =>
		new Promise((resolve, reject) => {
			const look = () => {
				if (!isSo()) return;
				observer.disconnect();
				clearTimeout(limit);
				resolve(undefined);
			};
			const observer = new MutationObserver(look);
			const limit = setTimeout(() => {
				observer.disconnect();
				reject(new Error(`The desk stays at: ${document.body.innerText.slice(0, 200)}`));
			}, 20_000);
			observer.observe(document.body, { subtree: true, childList: true, characterData: true });
			look();
		});
	/** The frame is drawn right after its callbacks; a message comes after that. */
	const painted = () =>
		new Promise((resolve) => {
			requestAnimationFrame(() => {
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = () => {
					port1.close();
					resolve(undefined);
				};
				port2.postMessage(null);
			});
		});
	/** @param {string} name */
	const button = (name) =>
		[...document.querySelectorAll('button')].find((each) => each.innerText.trim() === name);
	/** @param {string} name */
	const isAt = (name) => document.querySelector('h1')?.innerText.trim() === name;
	/** @param {string} text */
	const type = (text) => {
		const field = document.querySelector('main input');
		if (!(field instanceof HTMLInputElement)) throw new Error('There is no field to type into');
		field.value = text;
		field.dispatchEvent(new InputEvent('input', { bubbles: true }));
	};
	/** @param {string} name @param {string} heading */
	const press = async (name, heading) => {
		// A person sees the screen before pressing; what it has begun by itself has ended by then.
		await waitUntil(() => button(name) !== undefined);
		await new Promise((resolve) => setTimeout(resolve, 30 + 20 * Math.random()));
		const began = performance.now();
		button(name)?.click();
		await waitUntil(() => isAt(heading));
		await painted();
		return performance.now() - began;
	};

	await waitUntil(() => isAt('Find patient'));
	type(query);
	const findMs = await press('Find patient', 'Patient found');
	const sendMs = await press('Send OTP to mobile', 'Enter OTP');
	type(otp);
	const verifyMs = await press('Verify OTP', 'Verified');
	await press('Finish visit', 'Find patient');
	return { findMs, sendMs, verifyMs };
}
