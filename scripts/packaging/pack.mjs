import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { build, Platform } from 'electron-builder';

import { repositoryRoot } from '../run.mjs';
import { afterPack } from './after-pack.mjs';
import { flavours, outputFolder, unpackedFolder } from './flavours.mjs';

/**
 * What is packed: the built program, which Electron goes round it, and what is known of both.
 *
 * @typedef {object} Program
 * @property {string} version
 * @property {import('../electron-runtime.mjs').ElectronRuntime} runtime
 * @property {readonly import('./components.mjs').Component[]} components
 */

/**
 * Packs the program into a folder, and nothing else.
 *
 * @param {import('./flavours.mjs').Flavour} flavour
 * @param {Program} program
 */
export async function packFolder(flavour, program) {
	rmSync(path.join(repositoryRoot, outputFolder(flavour)), { recursive: true, force: true });
	await build({
		targets: Platform.current().createTarget('dir'),
		config: configuration(flavour, program),
		publish: 'never',
	});
	return unpackedFolder(flavour);
}

/**
 * Makes one kind of installer out of the folder that was packed before.
 *
 * @param {string} kind such as `deb`
 * @param {import('./flavours.mjs').Flavour} flavour
 * @param {Program} program
 */
export async function makeInstaller(kind, flavour, program) {
	// By this the program knows what it can be updated with: main/update/installation.ts.
	writeFileSync(path.join(unpackedFolder(flavour), 'resources', 'package-type'), kind);
	const beforeRemove = path.join(repositoryRoot, outputFolder(flavour), 'before-remove.sh');
	const { productName, executableName } = flavours[flavour];
	writeFileSync(
		beforeRemove,
		beforeRemoveScript(`/opt/${productName}/${executableName}`, productName),
	);
	const removal = { fpm: ['--before-remove', beforeRemove] };
	return build({
		targets: Platform.current().createTarget(kind),
		prepackaged: unpackedFolder(flavour),
		config: { ...configuration(flavour, program), deb: removal, rpm: removal },
		publish: 'never',
	});
}

/**
 * What dpkg and rpm run before they remove the program.
 *
 * @param {string} program where it is installed
 * @param {string} profile the name of the folder that it keeps for each person
 */
export function beforeRemoveScript(program, profile) {
	const template = path.join(repositoryRoot, 'packaging', 'linux', 'before-remove.sh');
	return readFileSync(template, 'utf8').replace('@PROGRAM@', program).replace('@PROFILE@', profile);
}

/**
 * @param {import('./flavours.mjs').Flavour} flavour
 * @param {Program} program
 * @returns {import('electron-builder').Configuration}
 */
function configuration(flavour, { version, runtime, components }) {
	const { productName, executableName, appId } = flavours[flavour];
	return {
		extends: 'electron-builder.yml',
		appId,
		productName,
		executableName,
		directories: { output: outputFolder(flavour), buildResources: 'packaging' },
		// Read by the program itself: main/app/flavour.ts.
		// The desktop knows our window by the last: it is the name of the entry that starts it.
		extraMetadata: {
			...{ productName, abhaDeskFlavour: flavour },
			desktopName: `${executableName}.desktop`,
		},
		electronDist: runtime.distFolder,
		electronVersion: runtime.version,
		afterPack: afterPack({ flavour, version, electronVersion: runtime.version, components }),
	};
}
