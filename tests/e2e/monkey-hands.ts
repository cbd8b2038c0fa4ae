import type { ElectronApplication } from 'playwright/test';

import type { MonkeyInput } from './random-inputs.ts';

/** What the monkey did to the page, as the page itself saw it. */
export interface SeenEvent {
	atMs: number;
	/** `load`: another page. `press`: a trusted click on a button of this text. `gone`: its process. */
	what: 'load' | 'press' | 'gone';
	text: string;
}

interface Watched {
	monkey: { seen: SeenEvent[]; headings: Record<string, number>; made: number };
}

/** Has main write down every load of the page, and what is pressed in it. */
export async function watchPresses(app: ElectronApplication): Promise<void> {
	await app.evaluate(async ({ BrowserWindow }) => {
		const contents = BrowserWindow.getAllWindows()[0]?.webContents;
		if (contents === undefined) throw new Error('No window');
		const watched: Watched['monkey'] = { seen: [], headings: {}, made: 0 };
		Object.assign(globalThis, { monkey: watched });
		// On the element itself: what the page keeps from its buttons is no press.
		// By the time of the event: what the page asks of main in it may arrive before its words.
		const listen = `if (!globalThis.isWatched) {
		globalThis.isWatched = true;
		const note = ({ timeStamp }, text) => {
			console.debug('monkey:' + Math.floor(performance.timeOrigin + timeStamp) + ':' + text);
		};
		document.addEventListener('click', (event) => {
			const button = event.target instanceof Element ? event.target.closest('button') : null;
			if (event.isTrusted && button !== null)
				note(event, button.textContent.trim());
		}); document.addEventListener('keydown', (event) => {
			if (event.key === 'Enter' && !event.repeat && /^(?:BODY|H1)$/.test(event.target.tagName))
				note(event, 'Enter at ' + (document.querySelector('h1')?.textContent.trim() ?? ''));
		}, true);
		// The system's own drag and list of a select wait for the real mouse, and take all input meanwhile.
		document.addEventListener('dragstart', (event) => event.preventDefault());
		for (const name of ['mousedown', 'keydown']) document.addEventListener(name, (event) => {
			if (event.target instanceof HTMLSelectElement && event.key !== 'Tab') event.preventDefault();
		}, true);
		} null`;
		contents.on('console-message', (...args: unknown[]) => {
			// Electron 33 hands over (event, level, message), newer ones an event with all of it.
			const message = String(
				typeof args[2] === 'string' ? args[2] : (args[0] as { message?: unknown }).message,
			);
			const [, atMs, text = ''] = /^monkey:(\d+):(.*)$/s.exec(message) ?? [];
			if (atMs !== undefined) watched.seen.push({ atMs: Number(atMs), what: 'press', text });
		});
		contents.on('render-process-gone', (_event, { reason, exitCode }) => {
			const text = `${reason} ${String(exitCode)} after input ${String(watched.made)}`;
			watched.seen.push({ atMs: Date.now(), what: 'gone', text });
		});
		contents.on('dom-ready', () => {
			watched.seen.push({ atMs: Date.now(), what: 'load', text: '' });
			void contents.executeJavaScript(listen).catch(() => undefined);
		});
		await contents.executeJavaScript(listen);
	});
}

/** What `watchPresses` has written down so far. */
export function pressesOf(app: ElectronApplication): Promise<Watched['monkey']> {
	return app.evaluate(() => (globalThis as unknown as Watched).monkey);
}

/** Makes the inputs in the window, a few milliseconds each. */
export async function play(app: ElectronApplication, inputs: MonkeyInput[]): Promise<void> {
	await app.evaluate(async ({ BrowserWindow }, given) => {
		const { monkey } = globalThis as unknown as Watched;
		const window = BrowserWindow.getAllWindows()[0];
		if (window === undefined) throw new Error('No window');
		const { webContents } = window;
		const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
		const { width, height } = window.getContentBounds();
		const at = ({ x, y }: { x: number; y: number }) => ({
			x: Math.floor(x * (width - 1)),
			y: Math.floor(y * (height - 1)),
		});
		const type = (key: string, modifiers: ('control' | 'alt' | 'shift' | 'meta')[] = []) => {
			webContents.sendInputEvent({ type: 'keyDown', keyCode: key, modifiers });
			const typed = key === 'Enter' ? '\r' : key === 'Space' ? ' ' : key;
			if (Array.from(typed).length === 1) {
				webContents.sendInputEvent({ type: 'char', keyCode: typed, modifiers });
			}
			webContents.sendInputEvent({ type: 'keyUp', keyCode: key, modifiers });
		};
		const click = (place: { x: number; y: number }, clickCount = 1) => {
			const mouse = { ...place, button: 'left' as const, clickCount };
			webContents.sendInputEvent({ type: 'mouseMove', ...place });
			webContents.sendInputEvent({ type: 'mouseDown', ...mouse });
			webContents.sendInputEvent({ type: 'mouseUp', ...mouse });
		};
		/** Where the buttons are, and which screen stands. A page that goes never answers. */
		const look = async () => {
			const script = `({
				heading: document.querySelector('h1')?.textContent.trim() ?? '',
				buttons: [...document.querySelectorAll('button')].map((button) => {
					const { x, y, width, height } = button.getBoundingClientRect();
					const { offsetLeft, offsetTop, scale } = visualViewport;
					const all = scale * ${String(webContents.getZoomFactor())};
					return {
						x: Math.round((x + width / 2 - offsetLeft) * all),
						y: Math.round((y + height / 2 - offsetTop) * all),
					};
				}),
			})`;
			const silence = pause(500).then(() => null);
			const seen = webContents.executeJavaScript(script).catch(() => null);
			return (await Promise.race([seen, silence])) as {
				heading: string;
				buttons: { x: number; y: number }[];
			} | null;
		};
		let screen = await look();
		for (const [index, input] of given.entries()) {
			monkey.made += 1;
			if (index % 10 === 9) {
				await pause(20);
				screen = await look();
				const heading = screen?.heading ?? '(none)';
				monkey.headings[heading] = (monkey.headings[heading] ?? 0) + 1;
			}
			switch (input.kind) {
				case 'key':
					type(input.key, input.modifiers);
					break;
				case 'text':
					// Not `webContents.insertText`: with no field in focus it crashes Electron 33's page, any page.
					await Promise.race([
						webContents
							.executeJavaScript(
								`document.execCommand('insertText', false, ${JSON.stringify(input.text)})`,
							)
							.catch(() => undefined),
						pause(200),
					]);
					break;
				case 'tap':
					for (let count = 1; count <= input.clicks; count += 1) click(at(input.at), count);
					break;
				case 'button': {
					const buttons = screen?.buttons ?? [];
					const button = buttons[Math.floor(input.which * buttons.length)];
					if (button !== undefined) click(button);
					break;
				}
				case 'drag': {
					const [from, to] = [at(input.from), at(input.to)];
					const held = { button: 'left' as const, modifiers: ['leftbuttondown' as const] };
					webContents.sendInputEvent({ type: 'mouseDown', ...from, ...held });
					for (let step = 1; step <= 4; step += 1) {
						const x = from.x + Math.round(((to.x - from.x) * step) / 4);
						const y = from.y + Math.round(((to.y - from.y) * step) / 4);
						webContents.sendInputEvent({ type: 'mouseMove', x, y, ...held });
					}
					webContents.sendInputEvent({ type: 'mouseUp', ...to, ...held });
					break;
				}
				case 'wheel':
					webContents.sendInputEvent({
						type: 'mouseWheel',
						...at(input.at),
						deltaX: input.by.x,
						deltaY: input.by.y,
						modifiers: input.withControl ? ['control'] : [],
					});
					break;
				case 'burst':
					for (const key of input.text) type(key === '\n' ? 'Enter' : key);
					// What it typed is handled before the next input, as it would be from a hand.
					await look();
					break;
				case 'hold': {
					const corner = { x: width - 12, y: 12, button: 'left' as const, clickCount: 1 };
					webContents.sendInputEvent({ type: 'mouseDown', ...corner });
					await pause(input.forMs);
					webContents.sendInputEvent({ type: 'mouseUp', ...corner });
					break;
				}
			}
		}
	}, inputs);
}
