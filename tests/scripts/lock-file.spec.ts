import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

interface Locked {
	resolved?: string;
	integrity?: string;
	hasInstallScript?: boolean;
}

const { packages } = JSON.parse(
	readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'),
) as { packages: Record<string, Locked> };
const installed = Object.entries(packages).filter(([place]) => place !== '');

it('has a hash for every package, and names no other place to have it from', () => {
	expect(installed.length).toBeGreaterThan(100);
	const loose = installed.filter(
		([, { integrity, resolved }]) =>
			integrity?.startsWith('sha512-') !== true ||
			// It is the registry that npm is told: no address, no repository, no folder (.npmrc).
			resolved !== undefined,
	);
	expect(loose.map(([place]) => place)).toEqual([]);
});

/**
 * Whatever wants to run code of its own at installation. None may (`--ignore-scripts`): a new name
 * here is to be looked at, and to be shown to work without.
 */
const wantToRun = {
	'node_modules/electron-winstaller': 'unpacks tools for Squirrel, which we do not make',
	'node_modules/unrs-resolver': 'looks for its own binding, which npm has installed already',
};

it('knows every package that wants to run code at installation', () => {
	const found = installed.filter(([, { hasInstallScript }]) => hasInstallScript === true);
	expect(found.map(([place]) => place).sort()).toEqual(Object.keys(wantToRun).sort());
});
