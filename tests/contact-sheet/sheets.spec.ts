import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { _electron } from 'playwright';
import { expect, test } from 'playwright/test';

import { electronPath } from '../e2e/desk.ts';
import { type Caption, shotsFolder } from './camera.ts';

const sheetsFolder = fileURLToPath(new URL('../', pathToFileURL(shotsFolder)));
const paper = fileURLToPath(new URL('paper/', import.meta.url));

const captions = readdirSync(shotsFolder)
	.filter((name) => name.endsWith('.json'))
	.map((name) => JSON.parse(readFileSync(shotsFolder + name, 'utf8')) as Caption);

/** One sheet a screen, in all languages; and of the looks one sheet each, language by language. */
const sheets = new Map<string, Caption[]>();
for (const caption of captions) {
	const { surface, screen, look } = caption;
	const name = look === 'window' ? `${surface}-${screen}` : `${surface}-${screen}-${look}`;
	sheets.set(name, [...(sheets.get(name) ?? []), caption]);
}

function sheetPage(name: string, shots: readonly Caption[]): string {
	const figures = shots.map(({ surface, screen, look, language, belowPx, faults }) => {
		const file = `shots/${[surface, screen, look, language].join('.')}.png`;
		const below = belowPx > 0 ? `, ${String(belowPx)} px below the window` : '';
		const wrong = faults.length > 0 ? `<b>${faults.map(escaped).join('<br>')}</b>` : '';
		return `<figure><figcaption>${language}${below}${wrong}</figcaption><img src="${file}"></figure>`;
	});
	return `<!doctype html><meta charset="utf-8"><title>${name}</title><style>
		body { margin: 1rem; font: 1rem sans-serif; background: #777; color: #fff; }
		main { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1rem; align-items: start; }
		figure { margin: 0; }
		img { width: 100%; }
		b { display: block; color: #fd6; }
	</style><h1>${name}</h1><main>${figures.join('')}</main>`;
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

test('the shots are put together', async () => {
	const app = await _electron.launch({
		executablePath: electronPath(),
		args: [paper],
		timeout: 30_000,
	});
	const page = await app.firstWindow();
	await page.setViewportSize({ width: 2600, height: 1000 });
	for (const [name, shots] of sheets) {
		writeFileSync(`${sheetsFolder}${name}.html`, sheetPage(name, shots));
		await page.goto(pathToFileURL(`${sheetsFolder}${name}.html`).href);
		await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
		await page.screenshot({ path: `${sheetsFolder}${name}.png`, fullPage: true });
	}
	await app.close();
	const links = [...sheets.keys()].map(
		(name) => `<h2>${name}</h2><a href="${name}.html"><img src="${name}.png" width="100%"></a>`,
	);
	writeFileSync(
		`${sheetsFolder}index.html`,
		`<!doctype html><meta charset="utf-8">${links.join('')}`,
	);
});

// Last, and after the pictures: what is wrong is best seen.
test('nothing is laid out wrongly', () => {
	const faults = captions.flatMap(({ surface, screen, look, language, faults: found }) =>
		found.map((fault) => `${surface} ${screen} ${look} ${language}: ${fault}`),
	);
	expect(captions.length).toBeGreaterThan(0);
	expect(faults).toEqual([]);
});
