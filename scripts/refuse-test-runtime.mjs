import { existsSync } from 'node:fs';
import path from 'node:path';

import { Refusal } from './refusal.mjs';
import { markerFile } from './test-runtime.mjs';

/**
 * Refuses each place from which the Electron of a package might be taken, when the test runtime
 * lies there: it is an old Electron, and not from its makers.
 *
 * @param {readonly unknown[]} places
 */
export function refuseTestRuntime(places) {
	for (const place of places) {
		if (typeof place !== 'string' || !existsSync(path.join(place, markerFile))) continue;
		throw new Refusal(
			"This would package the test runtime, which no clinic may get: package where GitHub's releases can be reached, with ELECTRON_OVERRIDE_DIST_PATH and electronDist unset.",
		);
	}
}

/**
 * electron-builder calls this before it packs.
 *
 * @param {{ packager: { projectDir: string, config: { electronDist?: unknown } } }} context
 */
export function beforePack({ packager: { projectDir, config } }) {
	const { electronDist } = config;
	refuseTestRuntime([
		typeof electronDist === 'string' ? path.resolve(projectDir, electronDist) : electronDist,
		process.env['ELECTRON_OVERRIDE_DIST_PATH'],
	]);
}
