import { describe, expect, it } from 'vitest';

import { runtimeFile } from '../../scripts/runtime-archive.mjs';

describe('runtimeFile', () => {
	it('keeps the files of Electron where they were', () => {
		expect(runtimeFile('Cypress/icudtl.dat')).toBe('icudtl.dat');
		expect(runtimeFile('Cypress/locales/hi.pak')).toBe('locales/hi.pak');
		expect(runtimeFile('Cypress/resources.pak')).toBe('resources.pak');
	});

	it('gives the executable the name by which Electron knows that it is not packaged', () => {
		expect(runtimeFile('Cypress/Cypress')).toBe('electron');
	});

	it('leaves out the program and the snapshot of Cypress', () => {
		expect(runtimeFile('Cypress/resources/app/package.json')).toBeUndefined();
		expect(runtimeFile('Cypress/browser_v8_context_snapshot.bin')).toBeUndefined();
	});

	it('leaves out folders, and whatever lies beside the program', () => {
		expect(runtimeFile('Cypress/')).toBeUndefined();
		expect(runtimeFile('Cypress/locales/')).toBeUndefined();
		expect(runtimeFile('README.md')).toBeUndefined();
	});
});
