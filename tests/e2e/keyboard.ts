import { expect, type Page } from 'playwright/test';

/** What a person who uses the keyboard alone sees of where they are. */
interface Stop {
	/** Tells one stop from another. */
	name: string;
	/** Something is drawn around it, or around the drawing that stands for it. */
	isSeen: boolean;
}

const mostStops = 80;

/** Where the focus is; `null`: nowhere, which leaves a person without a way on. */
async function stop(page: Page): Promise<Stop | null> {
	return page.evaluate(() => {
		const focused = document.activeElement;
		if (focused === null || focused === document.body) return null;
		const isOutlined = (element: Element) => {
			const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
			const isPainted = !/, 0\)$|transparent/.test(outlineColor);
			return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && isPainted;
		};
		const { width, height } = focused.getBoundingClientRect();
		// A radio's card, and the cells of an OTP, wear the ring of the input in them.
		const stands = [
			focused,
			focused.closest('label'),
			focused.parentElement?.querySelector('.cells span'),
		];
		const id = focused.id === '' ? '' : `#${focused.id}`;
		const label = focused.getAttribute('aria-label') ?? focused.textContent.trim();
		return {
			name: `${focused.tagName.toLowerCase()}${id} ${label.slice(0, 30)}`,
			isSeen: width > 0 && height > 0 && stands.some((each) => each != null && isOutlined(each)),
		};
	});
}

/** Whatever has it after a key or on a new screen: something, and one sees it. */
export async function expectFocusSeen(page: Page, where: string): Promise<string> {
	await expect
		.poll(async () => (await stop(page))?.isSeen ?? 'lost', { message: where })
		.toBe(true);
	return (await stop(page))?.name ?? '';
}

/** Goes on with Tab until the button or field is reached. Each stop on the way is seen. */
export async function tabTo(
	page: Page,
	name: string,
	key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
	// English among texts that are read from the right stands in Unicode's isolates.
	const exactly = new RegExp(
		`^[\u2066-\u2069]?${name.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')}[\u2066-\u2069]?$`,
		'u',
	);
	const named = page
		.getByRole('button', { name: exactly })
		.or(page.getByRole('textbox', { name: exactly }));
	for (let presses = 0; presses < mostStops; presses += 1) {
		if (await named.first().evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press(key);
		await seenUnlessAround(page, `on the way to ${name}`);
	}
	throw new Error(`The keyboard does not reach ${name}`);
}

/** Between the last stop and the first one the focus is at the page itself for one press. */
async function seenUnlessAround(page: Page, where: string): Promise<Stop | null> {
	const at = await stop(page);
	if (at !== null) expect(at.isSeen, `${where}: ${at.name}`).toBe(true);
	return at;
}

/** Tab comes round, and Shift+Tab comes round the other way through the same stops: nothing keeps it. */
export async function expectNoTrap(page: Page, where: string): Promise<void> {
	const forwards = await round(page, 'Tab', where);
	const backwards = await round(page, 'Shift+Tab', where);
	expect(forwards.length, where).toBeGreaterThan(1);
	expect(new Set(backwards), where).toEqual(new Set(forwards));
}

async function round(page: Page, key: 'Tab' | 'Shift+Tab', where: string): Promise<string[]> {
	await page.keyboard.press(key);
	const first = (await seenUnlessAround(page, where))?.name ?? 'page';
	const stops = [first];
	for (let presses = 0; presses < mostStops; presses += 1) {
		await page.keyboard.press(key);
		const name = (await seenUnlessAround(page, where))?.name ?? 'page';
		if (name === first) return stops;
		if (name !== stops.at(-1)) stops.push(name);
	}
	throw new Error(`${where}: ${key} does not come round: ${stops.slice(-5).join(' | ')}`);
}
