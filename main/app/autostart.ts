import { lstat, mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import type { App } from 'electron';

import { AppError } from '../failure.ts';
import { flagsVariable } from './gpu-recovery.ts';
import type { Run } from './systemd.ts';
import { writeWhole } from './whole-file.ts';

export interface AutostartOptions {
	app: Pick<App, 'setLoginItemSettings'>;
	platform: NodeJS.Platform;
	/** `$XDG_CONFIG_HOME`, or `.config` in the user's home. */
	configFolder: string;
	/** The program as it will be found again: of an AppImage, `$APPIMAGE`. */
	executable: string;
	args: readonly string[];
	run: Run;
}

/** What was done so that the program starts, or does not, when its user logs in. */
export type Autostart =
	| { isOn: true; by: 'login-item' }
	/** systemd starts it again when it fails, and when it hangs. */
	| { isOn: true; by: 'systemd-unit'; path: string }
	/** The desktop starts it once. */
	| { isOn: true; by: 'desktop-file'; path: string }
	| { isOn: false };

const unitName = 'abha-desk.service';

/** Fails with `settings-not-saved` when a file of it cannot be written. */
export async function setAutostart(isOn: boolean, options: AutostartOptions): Promise<Autostart> {
	const { app, platform, configFolder, executable, args, run } = options;
	if (platform === 'win32' || platform === 'darwin') {
		const quoted = args.map((arg) => (/\s/.test(arg) ? `"${arg}"` : arg));
		app.setLoginItemSettings({ openAtLogin: isOn, path: executable, args: quoted });
		return isOn ? { isOn, by: 'login-item' } : { isOn };
	}
	const [unitPath, desktopPath] = pathsIn(configFolder);
	const systemctl = (...words: string[]) => succeeds(run, ['--user', ...words]);
	// Both go first: two of them would start it twice.
	await systemctl('disable', unitName);
	await remove(unitPath);
	await remove(desktopPath);
	if (!isOn) {
		await systemctl('daemon-reload');
		return { isOn };
	}
	// Plain window managers never reach this target, and the unit would wait for it in vain.
	if (await systemctl('is-active', '--quiet', 'graphical-session.target')) {
		await write(unitPath, unit([executable, ...args]));
		if ((await systemctl('daemon-reload')) && (await systemctl('enable', unitName))) {
			return { isOn, by: 'systemd-unit', path: unitPath };
		}
		await remove(unitPath);
	}
	await write(desktopPath, desktopFile([executable, ...args]));
	return { isOn, by: 'desktop-file', path: desktopPath };
}

/** Where this user's programs keep what they are told. */
export function configFolder(environment: Readonly<NodeJS.ProcessEnv>): string {
	return environment.XDG_CONFIG_HOME ?? join(homedir(), '.config');
}

/** The files of `setAutostart` that are there; on Linux alone there are any. */
export async function autostartFiles(folder: string): Promise<string[]> {
	const there = await Promise.all(
		pathsIn(folder).map(async (path) => {
			const stat = await lstat(path).catch(() => null);
			return stat === null ? [] : [path];
		}),
	);
	return there.flat();
}

function pathsIn(folder: string): [unit: string, desktopFile: string] {
	return [
		join(folder, 'systemd', 'user', unitName),
		join(folder, 'autostart', 'abha-desk.desktop'),
	];
}

/** An administrator who quits (exit code 0) means it; what else ends the program is mostly a fault. */
function unit(command: readonly string[]): string {
	return `[Unit]
Description=ABHA Desk
PartOf=graphical-session.target
After=graphical-session.target

[Service]
Type=notify
NotifyAccess=all
ExecStart=${execStart(command)} $${flagsVariable}
Restart=on-failure
RestartSec=5
WatchdogSec=30
SuccessExitStatus=0
# What a next start would meet again: a refused file, a refused switch, a folder that is not ours.
RestartPreventExitStatus=2 4 5

[Install]
WantedBy=graphical-session.target
`;
}

function desktopFile(command: readonly string[]): string {
	return `[Desktop Entry]
Type=Application
Name=ABHA Desk
Exec=${command.map(quotedForDesktop).join(' ')}
Terminal=false
X-GNOME-Autostart-enabled=true
`;
}

/** systemd.service(5): `%` stands for something unless it is doubled, and `$` does behind the program. */
function execStart([program = '', ...args]: readonly string[]): string {
	const words = args.map((arg) => quotedForSystemd(arg).replaceAll('$', '$$$$'));
	return [quotedForSystemd(program), ...words].join(' ');
}

function quotedForSystemd(word: string): string {
	const escaped = onOneLine(word).replace(/["\\]/g, '\\$&').replaceAll('%', '%%');
	return `"${escaped}"`;
}

/** Desktop Entry Specification, "Exec": quoted as for a shell, then as every value of such a file. */
function quotedForDesktop(word: string): string {
	const escaped = onOneLine(word).replace(/["`$\\]/g, '\\$&');
	return `"${escaped}"`.replaceAll('\\', '\\\\').replaceAll('%', '%%');
}

/** A line break would begin a line of the file's own. */
function onOneLine(word: string): string {
	// eslint-disable-next-line no-control-regex -- they are what must not be there
	if (/[\u0000-\u001f]/.test(word))
		throw new TypeError('A program or argument has control characters');
	return word;
}

async function write(path: string, content: string): Promise<void> {
	await orNotSaved(mkdir(dirname(path), { recursive: true }));
	await writeWhole(path, [content], { code: 'settings-not-saved' });
}

async function remove(path: string): Promise<void> {
	await orNotSaved(rm(path, { force: true }));
}

async function orNotSaved(change: Promise<unknown>): Promise<void> {
	try {
		await change;
	} catch (error) {
		throw new AppError({ code: 'settings-not-saved' }, { cause: error });
	}
}

async function succeeds(run: Run, args: readonly string[]): Promise<boolean> {
	try {
		await run('systemctl', args);
		return true;
	} catch {
		// No systemd, or none of this user's.
		return false;
	}
}
