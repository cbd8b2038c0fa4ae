import { beforeAll, describe, expect, it } from 'vitest';

import { typeErrorsIn } from './planting.ts';

const notFound = 2304;
const notFoundNeedsDom = 2584;
const notFoundNeedsNode = 2591;

/** Each folder knows the world that it runs in and no other. */
const worlds = [
	{
		tsconfig: 'main/tsconfig.json',
		folder: 'main',
		planted: [
			['document', 'export const used = document;', notFoundNeedsDom],
			['window', 'export const used = window;', notFound],
			['localStorage', 'export const used = localStorage;', notFound],
		],
		clean: [
			"import { readFileSync } from 'node:fs';",
			'export const used = [process, readFileSync];',
		],
	},
	{
		tsconfig: 'renderer/tsconfig.json',
		folder: 'renderer',
		planted: [
			['node:fs', "export * from 'node:fs';", notFoundNeedsNode],
			['process', 'export const used = process;', notFoundNeedsNode],
			["require('electron')", "export const used = require('electron');", notFoundNeedsNode],
			['Buffer', 'export const used = Buffer;', notFoundNeedsNode],
			['__dirname', 'export const used = __dirname;', notFound],
		],
		clean: ["import { mount } from 'svelte';", 'export const used = [document, mount];'],
	},
	{
		tsconfig: 'preload/tsconfig.contract.json',
		folder: 'preload',
		planted: [
			['process', 'export const used = process;', notFoundNeedsNode],
			['node:fs', "export * from 'node:fs';", notFoundNeedsNode],
			['document', 'export const used = document;', notFoundNeedsDom],
			['fetch', 'export const used = fetch;', notFound],
		],
		clean: ["import { calls } from './contract.ts';", 'export const used = calls;'],
	},
	{
		tsconfig: 'preload/tsconfig.json',
		folder: 'preload',
		planted: [['document', 'export const used = document;', notFoundNeedsDom]],
		clean: ["import { contextBridge } from 'electron';", 'export const used = contextBridge;'],
	},
] as const;

describe.each(worlds)('the types of $folder', ({ tsconfig, folder, planted, clean }) => {
	const pathOf = (index: number) => `${folder}/planted-${index}.ts`;
	let errors: Record<string, number[]>;

	beforeAll(() => {
		errors = typeErrorsIn(tsconfig, {
			...Object.fromEntries(planted.map(([, code], index) => [pathOf(index), code])),
			[`${folder}/clean.ts`]: clean.join('\n'),
		});
	}, 60_000);

	it.each(planted.map(([what, , code], index) => [what, code, index] as const))(
		'know no %s (TS%i)',
		(_what, code, index) => {
			expect(errors[pathOf(index)]).toEqual([code]);
		},
	);

	it('know what belongs there', () => {
		expect(errors[`${folder}/clean.ts`]).toEqual([]);
	});
});
