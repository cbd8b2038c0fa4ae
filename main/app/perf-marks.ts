import type { App, WebContents } from 'electron';

/**
 * When a start came how far, in milliseconds of Unix time, so that marks of main, of the page and of
 * whoever started the program can be set against each other. `null`: it did not come, or was missed.
 */
export type PerfMarks = Record<(typeof markNames)[number], number | null>;

const markNames = [
	// Of the operating system; on Linux only as good as its ticks and its time of booting.
	'processCreated',
	'nodeStarted',
	'mainLoaded',
	'ready',
	'windowCreated',
	'loadingStarted',
	'domReady',
	'firstPaint',
	'firstContentfulPaint',
	'readyToShow',
	'shown',
	'fieldFocused',
] as const;

/** How long a page may take until its field has the focus; the marks are printed without it then. */
const limitMs = 20_000;

/**
 * `--perf-marks`: prints one line of JSON on standard output once the first window is shown and its
 * field takes keys. Nothing of it is loaded without the switch.
 */
export function printPerfMarks(app: App): void {
	const marks = Object.fromEntries(markNames.map((name) => [name, null])) as PerfMarks;
	const mark = (name: keyof PerfMarks) => () => {
		marks[name] ??= now();
	};
	marks.processCreated = process.getCreationTime();
	marks.nodeStarted = performance.timeOrigin;
	mark('mainLoaded')();
	app.once('ready', mark('ready'));
	app.once('browser-window-created', (_event, window) => {
		mark('windowCreated')();
		window.webContents.once('did-start-loading', mark('loadingStarted'));
		window.once('ready-to-show', mark('readyToShow'));
		const shown = comes(window, 'show', mark('shown'));
		void comes(window.webContents, 'dom-ready', mark('domReady'))
			.then(() => askPage(window.webContents))
			.then(async (ofPage) => {
				await shown;
				process.stdout.write(`${JSON.stringify({ perfMarks: { ...marks, ...ofPage } })}\n`);
			});
	});
}

function now(): number {
	return performance.timeOrigin + performance.now();
}

function comes(source: NodeJS.EventEmitter, event: string, mark: () => void): Promise<void> {
	return new Promise((resolve) => {
		source.once(event, () => {
			mark();
			resolve();
		});
	});
}

/**
 * Resolves once the page is painted and a field of it has the focus. Looked for every few
 * milliseconds, since a page without the system's focus gets no event; so it is late, not early.
 */
async function askPage(contents: WebContents): Promise<Partial<PerfMarks>> {
	return (await contents.executeJavaScript(`new Promise((resolve) => {
		const origin = performance.timeOrigin;
		const endMs = performance.now() + ${String(limitMs)};
		const paintAt = (name) => {
			const entry = performance.getEntriesByName(name)[0];
			return entry === undefined ? null : origin + entry.startTime;
		};
		let fieldFocused = null;
		const look = () => {
			const atMs = performance.now();
			const isFocused = document.activeElement?.matches('input:enabled') ?? false;
			if (isFocused) fieldFocused ??= origin + atMs;
			const firstContentfulPaint = paintAt('first-contentful-paint');
			if ((fieldFocused === null || firstContentfulPaint === null) && atMs < endMs)
				return void setTimeout(look, 2);
			resolve({ firstPaint: paintAt('first-paint'), firstContentfulPaint, fieldFocused });
		};
		look();
	})`)) as Partial<PerfMarks>;
}
