import { existsSync } from 'node:fs';
import path from 'node:path';

import { Refusal } from '../refusal.mjs';
import { markerFile } from '../test-runtime.mjs';

/**
 * electron-builder calls this before it packs, whoever has called electron-builder. The test runtime
 * is an old Electron, and not from its makers: it may be packed for tests, in a folder, under a name
 * that says so, and never into an installer.
 *
 * @param {object} context
 * @param {{ name: string }[]} context.targets
 * @param {{ projectDir: string, config: { electronDist?: unknown, extraMetadata?: { abhaDeskFlavour?: unknown } | null } }} context.packager
 */
export function beforePack({ targets, packager: { projectDir, config } }) {
	const flavour = config.extraMetadata?.abhaDeskFlavour;
	if (typeof flavour !== 'string') {
		throw new Refusal(
			'Called like this, electron-builder would leave all fuses as they are: use npm run package.',
		);
	}
	const { electronDist } = config;
	const places = [
		typeof electronDist === 'string' ? path.resolve(projectDir, electronDist) : electronDist,
		process.env['ELECTRON_OVERRIDE_DIST_PATH'],
	];
	if (!places.some(isTestRuntime)) return;
	if (flavour !== 'release' && targets.every(({ name }) => name === 'dir')) return;
	throw new Refusal(
		"This would package the test runtime, which no clinic may get: package where GitHub's releases can be reached, with ELECTRON_OVERRIDE_DIST_PATH and electronDist unset.",
	);
}

/** @param {unknown} place */
function isTestRuntime(place) {
	return typeof place === 'string' && existsSync(path.join(place, markerFile));
}
