import path from 'node:path';

import { FuseV1Options, FuseVersion } from '@electron/fuses';

import { repositoryRoot } from '../run.mjs';

/**
 * One build, packed in three ways. `release` is what a clinic gets. `test` differs in its name and in
 * one fuse, which Playwright needs. `rehearsal` has the release's fuses around an Electron that no
 * clinic may get, where the pinned one cannot be fetched. The latter two refuse production.
 *
 * @typedef {'release' | 'test' | 'rehearsal'} Flavour
 */

/** @type {Readonly<Record<Flavour, { productName: string, executableName: string, appId: string }>>} */
export const flavours = {
	release: {
		productName: 'ABHA Desk',
		executableName: 'abha-desk',
		appId: 'in.abhadesk.app',
	},
	test: {
		productName: 'ABHA Desk TEST',
		executableName: 'abha-desk-test',
		appId: 'in.abhadesk.app.test',
	},
	rehearsal: {
		productName: 'ABHA Desk REHEARSAL',
		executableName: 'abha-desk-rehearsal',
		appId: 'in.abhadesk.app.rehearsal',
	},
};

/**
 * Every fuse that Electron has, so that a new one in a newer Electron breaks the build until somebody
 * has decided about it (Electron checklist 19).
 *
 * @param {Flavour} flavour
 * @returns {import('@electron/fuses').FuseV1Config & { strictlyRequireAllFuses: true }}
 */
export function fusesFor(flavour) {
	return {
		version: FuseVersion.V1,
		strictlyRequireAllFuses: true,
		// The signed program must not be a Node for whoever sets a variable.
		[FuseV1Options.RunAsNode]: false,
		// There are no cookies, and it would ask the keyring.
		[FuseV1Options.EnableCookieEncryption]: false,
		// Also NODE_EXTRA_CA_CERTS: a hospital's authority is named in Settings, behind the PIN.
		[FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
		[FuseV1Options.EnableNodeCliInspectArguments]: flavour === 'test',
		// Without effect on Linux, where the package belongs to root instead.
		[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
		[FuseV1Options.OnlyLoadAppFromAsar]: true,
		// We make no such snapshot, and without one the program would not start.
		[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
		[FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
		[FuseV1Options.WasmTrapHandlers]: true,
	};
}

/**
 * Where a flavour is packed, seen from the root of the repository.
 *
 * @param {Flavour} flavour
 */
export function outputFolder(flavour) {
	return path.join('dist', flavour);
}

/**
 * The folder of a package that installers are made from, as electron-builder calls it.
 *
 * @param {Flavour} flavour
 */
export function unpackedFolder(flavour) {
	/** @type {Partial<Record<NodeJS.Platform, string>>} */
	const names = { win32: 'win-unpacked', darwin: 'mac', linux: 'linux-unpacked' };
	const name = names[process.platform] ?? 'unpacked';
	return path.join(repositoryRoot, outputFolder(flavour), name);
}
