import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { billOfMaterials } from './bill-of-materials.mjs';
import { flavours } from './flavours.mjs';
import { setFuses } from './fuses.mjs';

/**
 * What is done to the folder of a package before installers are made of it and anything is signed.
 *
 * @param {object} program
 * @param {import('./flavours.mjs').Flavour} program.flavour
 * @param {string} program.version
 * @param {string} program.electronVersion
 * @param {readonly import('./components.mjs').Component[]} program.components
 * @returns {(context: import('electron-builder').AfterPackContext) => Promise<void>}
 */
export function afterPack({ flavour, version, electronVersion, components }) {
	return async ({ appOutDir, electronPlatformName, packager }) => {
		const { productFilename } = packager.appInfo;
		const executables = { darwin: `${productFilename}.app`, win32: `${productFilename}.exe` };
		const name =
			executables[/** @type {'darwin' | 'win32'} */ (electronPlatformName)] ??
			flavours[flavour].executableName;
		const resources = packager.getResourcesDir(appOutDir);
		// What an Electron runs that was given no program: ours is in the archive, and nothing beside it.
		for (const entry of readdirSync(resources)) {
			if (entry === 'app' || entry.startsWith('default_app')) {
				rmSync(path.join(resources, entry), { recursive: true });
			}
		}
		const bom = billOfMaterials({ name: 'abha-desk', version, electronVersion, components });
		writeFileSync(path.join(resources, 'abha-desk.cdx.json'), `${bom}\n`);
		writeFileSync(path.join(resources, 'THIRD-PARTY-LICENCES.txt'), licencesOf(components));
		await setFuses(path.join(appOutDir, name), flavour);
	};
}

/** @param {readonly import('./components.mjs').Component[]} components */
function licencesOf(components) {
	return components
		.map(
			({ name, version, licence, licenceText }) =>
				`${name} ${version}, ${licence}\n${'='.repeat(72)}\n${licenceText}\n`,
		)
		.join('\n\n');
}
