// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { languages } from '../../../preload/contract/kiosk.ts';
import { languageFacts } from '../../../renderer/i18n/languages.ts';
import { FakeDesk } from '../fake-desk.ts';

const folder = join(import.meta.dirname, '../../../renderer/out-of-order');
const page = new DOMParser().parseFromString(
	readFileSync(join(folder, 'out-of-order.html'), 'utf8'),
	'text/html',
);
const words = page.body.textContent.replaceAll(/\s+/g, ' ');

it.each(languages)('says in %s what the catalog says', async (code) => {
	const catalog = await languageFacts[code].load();
	expect(words).toContain(catalog['kiosk.broken.heading']);
});

it.each(['en', 'hi'] as const)('says in %s what to do, and how to try again', async (code) => {
	const catalog = await languageFacts[code].load();
	expect(words).toContain(catalog['kiosk.broken.prose']);
	expect(page.querySelector('button')?.textContent).toContain(catalog['kiosk.broken.retry']);
});

it('says of each language which one it is, and its direction', () => {
	expect(Array.from(page.querySelectorAll('li'), ({ lang, dir }) => [lang, dir])).toEqual(
		languages.slice(2).map((code) => [code, code === 'ur' ? 'rtl' : '']),
	);
});

it('starts over once for an impatient finger, and can be asked again', async () => {
	const desk = new FakeDesk();
	const settle = desk.hold('startOver');
	Object.assign(window, { bridge: desk.bridge });
	document.body.innerHTML = page.body.innerHTML;
	await import('../../../renderer/out-of-order/out-of-order.ts');
	const retry = document.querySelector('button')!;
	retry.click();
	retry.click();
	expect(desk.inputsOf('startOver')).toHaveLength(1);
	settle({ ok: false, failure: { code: 'busy' } });
	await expect.poll(() => retry.disabled).toBe(false);
});
