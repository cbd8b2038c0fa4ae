import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../renderer/app.css'), 'utf8');
const systemColours = /^(Canvas|CanvasText|ButtonBorder|Highlight|none)$/;

/** The tokens of the first `:root` after `start`, with their values. */
function tokens(start: string): Map<string, string> {
	const from = css.indexOf(':root', css.indexOf(start));
	const block = css.slice(from, css.indexOf('}', from));
	return new Map(
		[...block.matchAll(/(--[\w-]+): ([^;]+);/g)].map(
			([, name, value]) => [name, value] as [string, string],
		),
	);
}

describe('The tokens of the screens', () => {
	it('are all the system’s own where it forces its colours', () => {
		const forced = tokens('@media (forced-colors: active)');
		const colours = [...tokens('/* The tokens')].filter(([, value]) => /#|rgb/.test(value));
		expect(colours.length).toBeGreaterThan(15);
		expect([...forced.keys()].toSorted()).toEqual(colours.map(([name]) => name).toSorted());
		for (const value of forced.values()) expect(value).toMatch(systemColours);
	});
});
