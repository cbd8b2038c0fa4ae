import { lstat, readdir, readFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

import { app } from 'electron';

import type { ResetLeft, ResetPart, ResetReport } from '../../preload/contract/diagnostics.ts';
import { say } from '../diagnostics/texts.ts';
import { partsInOrder } from '../reset/profile-contents.ts';
import { plus, type Removed, removeWhole } from '../reset/remove.ts';
import { resetText } from '../reset/reset-text.ts';
import {
	type ProfileToReset,
	removeEmptyFolder,
	removeMarker,
	resetProfile,
	whyNotReset,
} from '../reset/reset-profile.ts';
import { autostartFiles, configFolder, setAutostart } from './autostart.ts';
import { print } from './print.ts';
import { readProgram } from './read-program.ts';
import { runProgram } from './run-program.ts';
import { forgetInSecretService } from './secret-service.ts';
import { throwAwayPrefixes } from './throw-away-profile.ts';

/** A throw-away profile that is younger may be in use. */
const abandonedAfterMs = 15 * 60 * 1000;

/** `--reset-this-pc`: asks nothing, says what it did, and resolves to the exit code. */
export async function resetForUninstaller(folder: string): Promise<number> {
	const profile = profileToReset(folder);
	const refused = await whyNotReset(profile);
	if (refused !== null) {
		await print(`${say(`reset.refused.${refused}`)}\n`);
		return 1;
	}
	if (!app.requestSingleInstanceLock()) {
		await print(`${say('reset.refused.running')}\n`);
		return 1;
	}
	const report = await resetAll(profile);
	app.releaseSingleInstanceLock();
	await removeEmptyFolder(folder);
	await print(resetText(report));
	return report.left.some(({ why }) => why === 'refused') ? 1 : 0;
}

/** Finishes the reset that was ordered in Settings. `null`: the folder is not to be touched. */
export async function resetAtStart(folder: string): Promise<ResetReport | null> {
	const profile = profileToReset(folder);
	return (await whyNotReset(profile)) === null ? resetAll(profile) : null;
}

export function profileToReset(folder: string): ProfileToReset {
	const isOwn = folder === join(app.getPath('appData'), app.getName());
	return { folder, isOwn, homeFolder: homedir() };
}

/** Everything, in an order that leaves no secret behind when it is broken off; the order for it last. */
async function resetAll(profile: ProfileToReset): Promise<ResetReport> {
	const { folder, isOwn } = profile;
	const { parts: ofProfile, strangers } = await resetProfile(profile);
	const parts = new Map<ResetPart, Removed>(ofProfile);
	const add = (part: ResetPart, more: Removed) => {
		parts.set(part, plus(parts.get(part) ?? { removed: 0, refused: 0 }, more));
	};
	const left: ResetLeft[] = strangers === 0 ? [] : [{ why: 'strangers', count: strangers }];
	const entries = await forgetKey(isOwn);
	if (typeof entries === 'string') left.push({ why: entries });
	else add('keyring', entries);
	add('autostart', await removeAutostart(profile));
	add('temporary', await removeThrowAwayProfiles());
	// It would have every start begin with a reset: that has to be told, and must not stop this one.
	await removeMarker(folder).catch(() => {
		add('settings', { removed: 0, refused: 1 });
	});
	return {
		removed: partsInOrder.flatMap((part) => {
			const count = parts.get(part)?.removed ?? 0;
			return count === 0 ? [] : [{ part, count }];
		}),
		left: [
			...partsInOrder.flatMap((part) => {
				const count = parts.get(part)?.refused ?? 0;
				return count === 0 ? [] : [{ why: 'refused' as const, part, count }];
			}),
			...left,
		],
	};
}

/** Chromium's key belongs to this user's ABHA Desk, and not to one of its profiles. */
async function forgetKey(
	isOwn: boolean,
): Promise<Removed | 'keyring-shared' | 'keyring-not-reached'> {
	// On Windows the key lies in the profile, wrapped for its user: it has gone with it.
	if (process.platform === 'win32') return { removed: 0, refused: 0 };
	if (!isOwn) return 'keyring-shared';
	if (process.platform !== 'linux' || /KDE/i.test(process.env.XDG_CURRENT_DESKTOP ?? '')) {
		return 'keyring-not-reached';
	}
	const entries = await forgetInSecretService(readProgram);
	if (entries === null || entries.left > 0) return 'keyring-not-reached';
	return { removed: entries.removed, refused: 0 };
}

/** Only what starts this profile: another one may start with the session as well. */
async function removeAutostart({ folder, isOwn }: ProfileToReset): Promise<Removed> {
	const found = await autostartFiles(configFolder(process.env));
	const texts = await Promise.all(found.map((path) => readFile(path, 'utf8').catch(() => '')));
	const isLoginItem = process.platform === 'win32' || process.platform === 'darwin';
	const isOurs = isOwn || texts.some((text) => text.includes(folder));
	if (!isOurs || (found.length === 0 && !isLoginItem)) return { removed: 0, refused: 0 };
	const wasOn = isLoginItem ? Number(app.getLoginItemSettings().openAtLogin) : found.length;
	try {
		await setAutostart(false, {
			...{ app, platform: process.platform, run: runProgram, args: [] },
			configFolder: configFolder(process.env),
			executable: process.env.APPIMAGE ?? process.execPath,
		});
		return { removed: wasOn, refused: 0 };
	} catch {
		// Which of them, the report need not say: they stand in one folder.
		return { removed: 0, refused: wasOn };
	}
}

/** What killed errands have left. */
async function removeThrowAwayProfiles(): Promise<Removed> {
	const prefixes = Object.values(throwAwayPrefixes);
	let sum: Removed = { removed: 0, refused: 0 };
	for (const name of await readdir(tmpdir()).catch(() => [])) {
		if (!prefixes.some((prefix) => name.startsWith(prefix))) continue;
		const path = join(tmpdir(), name);
		const stat = await lstat(path).catch(() => null);
		// Everybody may make folders there, and call them as they like.
		const isOurs = stat?.isDirectory() === true && stat.uid === process.getuid?.();
		if (!isOurs || Date.now() - stat.mtimeMs < abandonedAfterMs) continue;
		sum = plus(sum, await removeWhole(path));
	}
	return sum;
}
