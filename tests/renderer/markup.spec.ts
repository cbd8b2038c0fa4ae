import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../renderer');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
	.filter((path) => /\.(svelte|ts|html)$/.test(path))
	.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));

function offenders(pattern: RegExp): string[] {
	return files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
}

// What the CSP would refuse at run time, or the walls forbid, is found here first.
describe('The markup of the renderer', () => {
	it('is really read', () => {
		expect(files.length).toBeGreaterThan(20);
	});

	it('has no literal style attribute, which the CSP would refuse', () => {
		expect(offenders(/<[^>]*\sstyle=/)).toEqual([]);
	});

	it('inserts no raw HTML', () => {
		expect(offenders(/\{@html|innerHTML/)).toEqual([]);
	});

	it('reaches neither the network nor storage', () => {
		expect(
			offenders(/\bfetch\(|XMLHttpRequest|WebSocket|localStorage|sessionStorage|indexedDB/),
		).toEqual([]);
	});

	it('reads window.bridge in one file', () => {
		expect(offenders(/window\.bridge(?!`)/)).toEqual(['bridge.ts']);
	});
});
