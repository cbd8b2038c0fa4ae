import { lstat, readdir, rmdir, unlink } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';

import type { ResetPart } from '../../preload/contract/diagnostics.ts';
import { belongsTo, markerName } from './profile-contents.ts';
import { plus, type Removed, removeWhole } from './remove.ts';

export interface ProfileToReset {
	folder: string;
	/** It bears this program's name, so that all in it is this program's. */
	isOwn: boolean;
	homeFolder: string;
}

export type ProfileRefused = 'link' | 'not-ours';

/** What became of the profile: each part that had anything, and what is not ours. */
export interface ProfileReset {
	parts: ReadonlyMap<ResetPart, Removed>;
	strangers: number;
}

/** Why the profile is not touched at all; `null`: it may be reset. */
export async function whyNotReset(profile: ProfileToReset): Promise<ProfileRefused | null> {
	const { folder, isOwn, homeFolder } = profile;
	const stat = await lstat(folder).catch(() => null);
	if (stat === null) return null;
	// What a link leads to may be anybody's; whoever made it can remove it.
	if (stat.isSymbolicLink()) return 'link';
	if (isOwn) return null;
	return contains(folder, homeFolder) || !(await isProfile(folder)) ? 'not-ours' : null;
}

/**
 * Removes all that this program and Chromium have made in the profile, the vault first. Nothing is
 * overwritten: on an SSD that would not reach the old bytes, and without its key the vault is noise.
 */
export async function resetProfile({ folder, isOwn }: ProfileToReset): Promise<ProfileReset> {
	const names = await readdir(folder).catch(() => []);
	const parts = new Map<ResetPart, Removed>();
	let strangers = 0;
	const owned = names.flatMap((name) => {
		const owner = belongsTo(name);
		if (owner === 'keep') return [];
		if (owner !== 'stranger') return [{ name, part: owner }];
		// In a folder of our own name only Chromium can have made it.
		if (isOwn) return [{ name, part: 'browser' as const }];
		strangers += 1;
		return [];
	});
	// The vault first: were the power cut now, the secret should be what is gone.
	owned.sort((a, b) => Number(b.part === 'vault') - Number(a.part === 'vault'));
	for (const { name, part } of owned) {
		const before = parts.get(part) ?? { removed: 0, refused: 0 };
		parts.set(part, plus(before, await removeWhole(join(folder, name))));
	}
	return { parts, strangers };
}

/** The order for a reset is carried out. Throws when it cannot be taken away. */
export async function removeMarker(folder: string): Promise<void> {
	await unlink(join(folder, markerName)).catch((error: unknown) => {
		if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
	});
}

/** Takes the folder itself away, if nothing is left in it. */
export async function removeEmptyFolder(folder: string): Promise<void> {
	// Not empty: what is in it was told.
	await rmdir(folder).catch(() => undefined);
}

/** Each start leaves a log; a set-up leaves a vault. A folder that was merely named has neither. */
async function isProfile(folder: string): Promise<boolean> {
	const [logs, vault] = await Promise.all(
		['logs', 'vault'].map((name) => readdir(join(folder, name)).catch(() => [])),
	);
	const hasLog = logs?.some((name) => /^abha-desk-\d{4}-\d{2}-\d{2}(?:\.old)?\.log$/.test(name));
	const hasVault = vault?.some((name) => name.startsWith('vault.bin'));
	return hasLog === true || hasVault === true;
}

/** Whether `inner` is `outer`, or lies in it. */
function contains(outer: string, inner: string): boolean {
	const way = relative(resolve(outer), resolve(inner));
	// Absolute: on another drive.
	return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
