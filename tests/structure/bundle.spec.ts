import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { beforeAll, describe, expect, it } from 'vitest';

import type { BuiltFile, BundleFacts } from '../../scripts/bundle-facts.mjs';
import { oversized, type SizeLimit, startsHeavily, waitsForFiles } from './rules.ts';

const script = fileURLToPath(new URL('../../scripts/bundle-facts.mjs', import.meta.url));

let facts: BundleFacts;

/** In a process of its own: Vitest's environment makes another build than the one that ships. */
beforeAll(async () => {
	const { NODE_ENV: _mode, VITEST: _vitest, ...env } = process.env;
	const options = { env, maxBuffer: 64 * 1024 * 1024 };
	const { stdout } = await promisify(execFile)(process.execPath, [script], options);
	facts = JSON.parse(stdout) as BundleFacts;
}, 120_000);

/** A tenth above what the files had when this was written; what grows beyond it is worth a look. */
const sizes: readonly SizeLimit[] = [
	{ part: 'main', file: /^index\.js$/, maxBytes: 65_000 },
	{ part: 'main', file: /^assets\/desk-behind-window-.*\.js$/, maxBytes: 235_000 },
	// What they share with lazy parts and with the commands of npm: zod, node-fetch, facility.
	{ part: 'main', file: /^assets\/shared-window-.*\.js$/, maxBytes: 28_500 },
	{ part: 'main', file: /^assets\/shared-desk-.*\.js$/, maxBytes: 258_000 },
	{ part: 'main', file: /^assets\/(?:simulator|texts)-.*\.js$/, maxBytes: 78_000 },
	{ part: 'main', file: /^(?:seal|sign-update|assets\/[\w-]+)\.js$/, maxBytes: 18_500 },
	{ part: 'preload', file: /^index\.cjs$/, maxBytes: 2_500 },
	{ part: 'renderer', file: /^assets\/index-.*\.js$/, maxBytes: 333_000 },
	{ part: 'renderer', file: /^assets\/index-.*\.css$/, maxBytes: 38_500 },
	{ part: 'renderer', file: /^assets\/StaffScreens-.*\.js$/, maxBytes: 101_000 },
	{ part: 'renderer', file: /^assets\/StaffScreens-.*\.css$/, maxBytes: 12_000 },
	{ part: 'renderer', file: /^assets\/(?:decode|qr)-.*\.js$/, maxBytes: 36_500 },
	{ part: 'renderer', file: /^assets\/(?:as|bn|gu|hi|mr|or|pa|ur)-.*\.js$/, maxBytes: 42_000 },
	{ part: 'renderer', file: /^assets\/(?:kn|ml|ta|te)-.*\.js$/, maxBytes: 50_000 },
	{ part: 'renderer', file: /^assets\/bridge-.*\.js$/, maxBytes: 100 },
	{ part: 'renderer', file: /^assets\/out-of-order-.*\.(?:js|css)$/, maxBytes: 5_000 },
];

const mainEntry = /^index\.js$/;
const pageEntry = /^assets\/index-.*\.js$/;

/** What the window waits for: its locks, its log, and nothing of a desk. */
const beforeWindow = {
	maxModules: 70,
	maxBytes: 95_000,
	never:
		/^main\/(?:abdm|audit|desk|facility|kiosk|network|station)\/|^node_modules\/(?:conf|electron-store|node-fetch|zod)\//,
};

const deskFile = /^assets\/desk-behind-window-/;
const beforeDesk = {
	maxModules: 250,
	maxBytes: 522_000,
	/** Training, sealed files, downloads and signing: none of a start on a set-up PC. */
	never:
		/^main\/(?:simulator\/|provisioning\/(?:sealed-file|keys|seal-command|signer-file)|update\/(?:fetch-update|install-update|folder-source|https-source|update-folder|sign-command|signing-key))|^node_modules\/(?:ajv|semver|web-streams-polyfill)\//,
};

describe('what is built', () => {
	it('is no larger than it was', () => {
		expect(oversized(facts, sizes)).toEqual([]);
	});

	it('has the window wait for nothing of the desk behind it', () => {
		expect(startsHeavily(facts.main, mainEntry, beforeWindow)).toEqual([]);
	});

	it('has the desk stand without what a start does not need', () => {
		expect(startsHeavily(facts.main, deskFile, beforeDesk)).toEqual([]);
	});

	it('has the page wait for one script and one shared piece', () => {
		expect(waitsForFiles(facts.renderer, pageEntry, 1)).toEqual([]);
	});

	it('has twelve languages in pieces of their own, so that a start reads none of them', () => {
		const never = /^renderer\/i18n\/messages\/patient\/(?!en\.json)/;
		const limits = { maxModules: 335, maxBytes: 333_000, never };
		expect(startsHeavily(facts.renderer, pageEntry, limits)).toEqual([]);
		const apart = facts.renderer.filter(({ modules }) => modules.some((each) => never.test(each)));
		expect(apart).toHaveLength(12);
	});
});

/** The same build, with one thing gone wrong. */
function planted(part: keyof BundleFacts, change: (files: BuiltFile[]) => void): BundleFacts {
	const copy = structuredClone(facts);
	change(copy[part]);
	return copy;
}

const named = (files: readonly BuiltFile[], file: RegExp): BuiltFile => {
	// The first with something in it: a lazy part may have a door of its own, which only leads to it.
	const found = files.find(
		(each) => file.test(each.file) && (each.modules.length > 0 || each.file.endsWith('css')),
	);
	if (found === undefined) throw new Error(`no ${String(file)}`);
	return found;
};

describe('the guard over it', () => {
	it.each([
		['main', 'main', mainEntry, 100_000],
		['the desk', 'main', deskFile, 40_000],
		['the page', 'renderer', pageEntry, 50_000],
		['the preload', 'preload', /^index/, 1_000],
		['the styles', 'renderer', /^assets\/index-.*\.css$/, 6_000],
		['a language', 'renderer', /^assets\/hi-/, 10_000],
	] as const)('sees %s grow', (_what, part, file, moreBytes) => {
		const grown = planted(part, (files) => {
			named(files, file).bytes += moreBytes;
		});
		expect(oversized(grown, sizes)).toEqual([expect.stringMatching(/bytes, \d+ allowed/)]);
	});

	it('sees a piece that nobody has set a limit for', () => {
		const more = { file: 'assets/lodash-x.js', bytes: 1, isEntry: false, imports: [], modules: [] };
		const grown = planted('renderer', (files) => files.push(more));
		expect(oversized(grown, sizes)).toEqual(['renderer/assets/lodash-x.js has no limit']);
	});

	it.each([
		['the simulator', /^assets\/simulator-/],
		['sealed files', /^assets\/sealed-file-/],
	])('sees %s imported at the start, over another file as well', (_what, file) => {
		const heavy = planted('main', (files) => {
			named(files, /^assets\/shared-desk-/).imports.push(named(files, file).file);
		});
		const broken = startsHeavily(heavy.main, deskFile, beforeDesk);
		expect(broken).toContainEqual(expect.stringContaining('is not to be read'));
	});

	it('sees the download of updates imported at the start', () => {
		const heavy = planted('main', (files) => {
			named(files, deskFile).modules.push('main/update/fetch-update.ts');
		});
		expect(startsHeavily(heavy.main, deskFile, beforeDesk)).toEqual([
			'main/update/fetch-update.ts is not to be read',
		]);
	});

	it('sees the window wait for the desk', () => {
		const heavy = planted('main', (files) => {
			named(files, mainEntry).imports.push(named(files, deskFile).file);
		});
		const broken = startsHeavily(heavy.main, mainEntry, beforeWindow);
		expect(broken).toContainEqual(expect.stringContaining('main/desk/visit.ts is not to be read'));
		expect(broken).toContainEqual(expect.stringMatching(/bytes, \d+ allowed$/));
	});

	it('sees a library of many small modules at the start', () => {
		const heavy = planted('main', (files) => {
			const modules = Array.from(
				{ length: 100 },
				(_, index) => `node_modules/x/${String(index)}.js`,
			);
			named(files, mainEntry).modules.push(...modules);
		});
		expect(startsHeavily(heavy.main, mainEntry, beforeWindow)).toEqual([
			expect.stringMatching(/^\d+ modules, 70 allowed$/),
		]);
	});

	it('sees the page wait for a language', () => {
		const waiting = planted('renderer', (files) => {
			named(files, pageEntry).imports.push(named(files, /^assets\/ta-/).file);
		});
		expect(waitsForFiles(waiting.renderer, pageEntry, 1)).toEqual([
			expect.stringContaining('assets/ta-'),
		]);
	});
});
