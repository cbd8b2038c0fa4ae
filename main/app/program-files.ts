import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Where an installed program lies: its executable, the archive's folder, and of an AppImage the file. */
export function programPlaces(executable: string, resources: string, appImage?: string): string[] {
	return [
		executable,
		dirname(executable),
		resources,
		...(appImage === undefined ? [] : [appImage]),
	];
}

/**
 * Whether this user could put another program in its place. On Linux nothing but the rights to its
 * files stands in the way: Electron checks its archive on Windows and macOS only.
 */
export async function canChange(places: readonly string[]): Promise<boolean> {
	const tried = await Promise.allSettled(places.map((place) => access(place, constants.W_OK)));
	return tried.some(({ status }) => status === 'fulfilled');
}
