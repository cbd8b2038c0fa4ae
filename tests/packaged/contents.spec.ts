import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { listPackage } from '@electron/asar';
import { expect } from 'playwright/test';

import { readFuses } from '../../scripts/packaging/fuses.mjs';
import { measure } from '../../scripts/packaging/sizes.mjs';
import { test } from '../e2e/desk.ts';
import { executableOf, folderOf } from './package.ts';

const golden = JSON.parse(
	readFileSync(new URL('fuses.golden.json', import.meta.url), 'utf8'),
) as Record<'test' | 'hard', Record<string, string>>;

for (const flavour of ['test', 'hard'] as const) {
	const resources = join(folderOf(flavour), 'resources');

	test(`the fuses of the ${flavour} package are those that were decided`, async () => {
		const fuses = await readFuses(executableOf(flavour));
		// The newest fuse is younger than the test runtime.
		if (fuses.WasmTrapHandlers === 'absent') fuses.WasmTrapHandlers = 'on';
		expect(fuses).toEqual(golden[flavour]);
	});

	test(`the ${flavour} package holds the built program and nothing beside it`, () => {
		const files = listPackage(join(resources, 'app.asar'), { isPack: false });
		expect(files.filter((file) => !/^\/(?:out(?:\/.*)?|package\.json)$/.test(file))).toEqual([]);
		expect(files.filter((file) => /\.(?:map|ts|svelte|md)$|node_modules|spec/.test(file))).toEqual(
			[],
		);
		// An Electron runs what lies here when it has no archive.
		expect(readdirSync(resources).sort()).toEqual([
			'THIRD-PARTY-LICENCES.txt',
			'abha-desk.cdx.json',
			'app.asar',
		]);
	});
}

test('our own part of the package is small, fonts apart', () => {
	expect(measure(folderOf('hard')).codeBytes).toBeLessThan(2_500_000);
});

test('the package has Chromium’s words for our languages and no others', () => {
	const locales = readdirSync(join(folderOf('hard'), 'locales')).map((name) => name.split('.')[0]);
	expect(locales.sort()).toEqual(['bn', 'en-US', 'gu', 'hi', 'kn', 'ml', 'mr', 'ta', 'te', 'ur']);
});

test('the bill of materials names what is in the package, with licence and hash', () => {
	const bom = JSON.parse(
		readFileSync(join(folderOf('hard'), 'resources', 'abha-desk.cdx.json'), 'utf8'),
	) as { bomFormat: string; specVersion: string; components: Component[] };
	expect([bom.bomFormat, bom.specVersion]).toEqual(['CycloneDX', '1.6']);
	const names = bom.components.map(({ group, name }) => (group ? `${group}/${name}` : name));
	for (const name of ['electron', 'svelte', 'zod', 'node-fetch', 'electron-store', 'i18next']) {
		expect(names).toContain(name);
	}
	// Bundlers and test tools stay at home.
	expect(names.filter((name) => /vite|eslint|playwright|builder|typescript/.test(name))).toEqual(
		[],
	);
	const libraries = bom.components.filter(({ type }) => type === 'library');
	for (const { name, licenses, hashes, purl } of libraries) {
		expect(licenses, name).toHaveLength(1);
		expect(hashes?.[0]?.content, name).toMatch(/^[0-9a-f]{128}$/);
		expect(purl).toMatch(/^pkg:npm\//);
	}
	const licences = readFileSync(
		join(folderOf('hard'), 'resources', 'THIRD-PARTY-LICENCES.txt'),
		'utf8',
	);
	expect(licences).not.toContain('no licence file');
});

interface Component {
	type: string;
	group?: string;
	name: string;
	purl: string;
	licenses?: unknown[];
	hashes?: { content: string }[];
}
