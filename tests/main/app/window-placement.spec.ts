import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Rectangle } from 'electron';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { WindowPlacement } from '../../../main/app/window-placement.ts';
import { recordedLog } from '../../support/recorded-log.ts';

const display = vi.hoisted(() => ({ workArea: { x: 0, y: 0, width: 0, height: 0 } }));

vi.mock('electron', () => ({
	screen: { getDisplayMatching: () => ({ workArea: display.workArea }) },
}));

const bounds: Rectangle = { x: 100, y: 50, width: 1180, height: 800 };

let folder: string;
let path: string;
let lines: string[];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-window-'));
	path = join(folder, 'window.json');
	display.workArea = { x: 0, y: 0, width: 1920, height: 1040 };
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

/** As the program has it at a start. */
function atStart(): WindowPlacement {
	const recorded = recordedLog();
	lines = recorded.lines;
	return new WindowPlacement(path, recorded.log);
}

describe('WindowPlacement', () => {
	it('knows nothing at the first start, and finds nothing wrong with that', () => {
		expect(atStart().bounds).toBeUndefined();
		expect(lines).toEqual([]);
	});

	it('knows at the next start where the window stood', () => {
		atStart().remember(bounds);
		expect(atStart().bounds).toEqual(bounds);
	});

	it('stores the bounds and nothing else', () => {
		atStart().remember({ ...bounds, title: 'Deepak Pant' } as Rectangle);
		expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ bounds });
	});

	it.each([
		['right of', { x: 1920 }],
		['left of', { x: -1180 }],
		['below', { y: 1040 }],
		['above', { y: -800 }],
	])('forgets bounds that are %s every display', (_where, moved) => {
		atStart().remember({ ...bounds, ...moved });
		expect(atStart().bounds).toBeUndefined();
	});

	it('keeps bounds of which a corner can be seen', () => {
		atStart().remember({ ...bounds, x: 1919, y: 1039 });
		expect(atStart().bounds).toEqual({ ...bounds, x: 1919, y: 1039 });
	});

	it('forgets bounds on a display that was unplugged', () => {
		atStart().remember(bounds);
		display.workArea = { x: 1920, y: 0, width: 1280, height: 1024 };
		expect(atStart().bounds).toBeUndefined();
	});

	it.each([
		['nothing', ''],
		['NULs', '\0'.repeat(40)],
		['no object', '7'],
		['null', 'null'],
		['no bounds', '{"bounds":null}'],
		['half of them', '{"bounds":{"x":1,"y":2,"width":3}}'],
		['text for a number', '{"bounds":{"x":"1","y":2,"width":3,"height":4}}'],
		['a number that no window takes', '{"bounds":{"x":1e300,"y":2,"width":3,"height":4}}'],
		['a window of no size', '{"bounds":{"x":1,"y":2,"width":0,"height":4}}'],
	])('opens where it always does over a file of %s', (_what, text) => {
		writeFileSync(path, text);
		expect(atStart().bounds).toBeUndefined();
	});

	it('gives Electron whole numbers or nothing, whatever stands in the file', () => {
		const any = fc.oneof({ weight: 9, arbitrary: fc.nat(1_000) }, fc.double(), fc.jsonValue());
		const anyFields = { x: any, y: any, width: any, height: any };
		let found = 0;
		fc.assert(
			fc.property(fc.record({ bounds: fc.record(anyFields) }), (content) => {
				writeFileSync(path, JSON.stringify(content));
				const known = atStart().bounds;
				expect(Object.values(known ?? {}).every(Number.isInteger)).toBe(true);
				if (known !== undefined) found += 1;
			}),
			{ numRuns: 300 },
		);
		// A property over nothing would always hold.
		expect(found).toBeGreaterThan(20);
	});

	it('costs no start and no end when its file cannot be read or written', () => {
		mkdirSync(path);
		const placement = atStart();
		expect(placement.bounds).toBeUndefined();
		placement.remember(bounds);
		expect(lines.filter((line) => line.includes('EISDIR'))).toHaveLength(2);
	});
});
