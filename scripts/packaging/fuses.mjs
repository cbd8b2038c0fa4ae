import { FuseState, FuseV1Options, flipFuses, getCurrentFuseWire } from '@electron/fuses';

import { fusesFor } from './flavours.mjs';

/**
 * The fuses of an executable by name, as they are. `absent`: this Electron is too old to have it.
 *
 * @param {string} executable
 * @returns {Promise<Record<string, 'on' | 'off' | 'removed' | 'absent'>>}
 */
export async function readFuses(executable) {
	const wire = /** @type {Partial<Record<FuseV1Options, FuseState>>} */ (
		await getCurrentFuseWire(executable)
	);
	const names = Object.values(FuseV1Options).filter((name) => typeof name === 'string');
	return Object.fromEntries(
		names.map((name) => [name, nameOf(wire[FuseV1Options[/** @type {'RunAsNode'} */ (name)]])]),
	);
}

/** @param {FuseState | undefined} state */
function nameOf(state) {
	switch (state) {
		case FuseState.ENABLE:
			return 'on';
		case FuseState.DISABLE:
			return 'off';
		case FuseState.REMOVED:
			return 'removed';
		default:
			return 'absent';
	}
}

/**
 * Sets every fuse that the executable has. Throws for one that nobody has decided about.
 *
 * @param {string} executable
 * @param {import('./flavours.mjs').Flavour} flavour
 */
export async function setFuses(executable, flavour) {
	const present = await readFuses(executable);
	const wanted = fusesFor(flavour);
	// The test runtime is older than its newest fuse, and the library refuses to set what is not there.
	const kept = Object.entries(wanted).filter(
		([key]) => present[FuseV1Options[Number(key)] ?? ''] !== 'absent',
	);
	await flipFuses(executable, /** @type {typeof wanted} */ (Object.fromEntries(kept)));
}
