import type { WebContents } from 'electron';

/** What went wrong, in words that name no value: they are printed. */
export class SelfTestFailed extends Error {
	override readonly name = 'SelfTestFailed';
}

/** Anything in the page comes within this, on a slow PC too. */
const waitLimitMs = 20_000;
const lookEveryMs = 100;

/** Where to press: the middle of the element, and whether it takes a press now. */
interface Spot {
	x: number;
	y: number;
	isOff: boolean;
}

/**
 * The page as a person uses it: it is read, pressed with the mouse and typed into, by Chromium's own
 * input. Names are the accessible ones, which stand fast (they are what automation relies on).
 */
export class SelfTestPage {
	readonly #contents: WebContents;

	constructor(contents: WebContents) {
		this.#contents = contents;
	}

	/** What a script in the page finds. It must be our own text: nothing of the page goes into it. */
	ask(script: string): Promise<unknown> {
		return this.#contents.executeJavaScript(script) as Promise<unknown>;
	}

	/** Waits until the page has this heading. */
	async heading(name: string): Promise<void> {
		await this.#until(`the heading "${name}"`, async () => {
			const found = await this.ask(`document.querySelector('h1')?.textContent.trim() ?? ''`);
			return found === name ? true : null;
		});
	}

	async press(button: string): Promise<void> {
		await this.#click(
			`the button "${button}"`,
			`
			[...document.querySelectorAll('button')]
				.find((each) => each.textContent.trim() === ${JSON.stringify(button)})`,
		);
	}

	async type(field: string, text: string): Promise<void> {
		await this.#click(
			`the field "${field}"`,
			`
			[...document.querySelectorAll('input')]
				.find((each) => each.labels?.[0]?.textContent.trim() === ${JSON.stringify(field)})`,
		);
		// As an input method does it: keys that follow each other so fast would be taken for a scanner.
		await this.#contents.insertText(text);
	}

	/** Waits for the OTP that the simulator has sent to the phone beside the desk. */
	async otpOnPhone(): Promise<string> {
		const script = `document.querySelector('aside [role="log"] strong')?.textContent ?? ''`;
		return this.#until('an OTP on the phone', async () => {
			const digits = String(await this.ask(script)).replace(/\D/g, '');
			return digits.length === 6 ? digits : null;
		});
	}

	async #click(what: string, element: string): Promise<void> {
		const { x, y } = await this.#until(what, async () => {
			const spot = (await this.ask(spotOf(element))) as Spot | null;
			return spot === null || spot.isOff ? null : spot;
		});
		for (const type of ['mouseDown', 'mouseUp'] as const) {
			this.#contents.sendInputEvent({ type, x, y, button: 'left', clickCount: 1 });
		}
	}

	async #until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
		const endMs = performance.now() + waitLimitMs;
		for (;;) {
			const found = await look();
			if (found !== null) return found;
			if (performance.now() > endMs) throw new SelfTestFailed(`${what} does not come`);
			await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
		}
	}
}

/** A script that brings the element into sight, and says where its middle is. */
function spotOf(element: string): string {
	return `(() => {
		const found = ${element};
		if (found === undefined) return null;
		found.scrollIntoView({ block: 'center', behavior: 'instant' });
		const { left, top, width, height } = found.getBoundingClientRect();
		const isOff = found.disabled || found.getAttribute('aria-disabled') === 'true';
		return { x: Math.round(left + width / 2), y: Math.round(top + height / 2), isOff };
	})()`;
}
