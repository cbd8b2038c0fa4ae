import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
	type Autostart,
	autostartFiles,
	configFolder as configFolderOf,
	setAutostart,
} from '../../../main/app/autostart.ts';
import { failureOf } from '../../support/failure-of.ts';

let configFolder: string;
let ran: string[];
/** The words of `systemctl` that fail. */
let failing: string[];
let loginItems: unknown[];
let executable: string;
let args: string[];
let unit: string;
let desktopFile: string;

beforeEach(() => {
	configFolder = mkdtempSync(join(tmpdir(), 'autostart-'));
	unit = join(configFolder, 'systemd', 'user', 'abha-desk.service');
	desktopFile = join(configFolder, 'autostart', 'abha-desk.desktop');
	ran = [];
	failing = [];
	loginItems = [];
	executable = '/opt/ABHA Desk/abha-desk';
	args = [];
});
afterEach(() => {
	rmSync(configFolder, { recursive: true, force: true });
});

function set(isOn: boolean, platform: NodeJS.Platform = 'linux'): Promise<Autostart> {
	return setAutostart(isOn, {
		app: { setLoginItemSettings: (settings) => loginItems.push(settings) },
		...{ platform, configFolder, executable, args },
		run: async (program, words) => {
			ran.push([program, ...words].join(' '));
			if (failing.some((word) => words.includes(word))) throw new Error('failed');
		},
	});
}

function hasProgram(name: string): boolean {
	return spawnSync(name, ['--version']).status === 0;
}

describe('setAutostart', () => {
	it.each(['win32', 'darwin'] as const)('asks %s itself', async (platform) => {
		args = ['--provision=C:\\Users\\front desk\\desk.json'];
		expect(await set(true, platform)).toEqual({ isOn: true, by: 'login-item' });
		expect(await set(false, platform)).toEqual({ isOn: false });
		const item = { path: executable, args: ['"--provision=C:\\Users\\front desk\\desk.json"'] };
		expect(loginItems).toEqual([
			{ openAtLogin: true, ...item },
			{ openAtLogin: false, ...item },
		]);
		expect(ran).toEqual([]);
	});

	it('makes a unit of systemd that starts it again after a failure, and not after a quit', async () => {
		expect(await set(true)).toEqual({ isOn: true, by: 'systemd-unit', path: unit });
		const lines = readFileSync(unit, 'utf8').split('\n');
		for (const line of [
			'Type=notify',
			'NotifyAccess=all',
			'ExecStart="/opt/ABHA Desk/abha-desk" $ABHA_DESK_FLAGS',
			'Restart=on-failure',
			'RestartSec=5',
			'WatchdogSec=30',
			'SuccessExitStatus=0',
			'RestartPreventExitStatus=2 4 5',
			'WantedBy=graphical-session.target',
		]) {
			expect(lines).toContain(line);
		}
		expect(ran.slice(-2)).toEqual([
			'systemctl --user daemon-reload',
			'systemctl --user enable abha-desk.service',
		]);
		expect(existsSync(desktopFile)).toBe(false);
	});

	it.each(['is-active', 'daemon-reload', 'enable'])(
		'leaves it to the desktop where systemd cannot (%s)',
		async (word) => {
			failing = [word];
			expect(await set(true)).toEqual({ isOn: true, by: 'desktop-file', path: desktopFile });
			expect(readFileSync(desktopFile, 'utf8')).toContain('Exec="/opt/ABHA Desk/abha-desk"\n');
			expect(existsSync(unit)).toBe(false);
		},
	);

	it('never has both', async () => {
		failing = ['is-active'];
		await set(true);
		failing = [];
		await set(true);
		expect([existsSync(unit), existsSync(desktopFile)]).toEqual([true, false]);
		failing = ['is-active'];
		await set(true);
		expect([existsSync(unit), existsSync(desktopFile)]).toEqual([false, true]);
	});

	it('takes both away when it is off, also without systemd', async () => {
		await set(true);
		failing = ['enable', 'disable', 'daemon-reload'];
		expect(await set(false)).toEqual({ isOn: false });
		expect(existsSync(unit)).toBe(false);
		expect(await set(false)).toEqual({ isOn: false });
	});

	// Where there is a systemd: it reads the unit, and finds nothing to say of it.
	it.skipIf(!hasProgram('systemd-analyze'))('makes a unit that systemd takes', async () => {
		const folder = join(configFolder, 'ABHA Desk 100% $HOME');
		mkdirSync(folder);
		executable = join(folder, 'abha-desk');
		writeFileSync(executable, '#!/bin/sh\n', { mode: 0o755 });
		args = ['--user-data-dir=/home/front desk/ABHA "Desk"'];
		await set(true);
		const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--user', unit], {
			encoding: 'utf8',
			env: { ...process.env, XDG_RUNTIME_DIR: configFolder },
		});
		expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' });
	});

	it('keeps what stands in a path from meaning anything', async () => {
		executable = '/opt/50% "off"/$HOME/`id`/a\\b';
		args = ['50% $HOME'];
		await set(true);
		expect(readFileSync(unit, 'utf8')).toContain(
			'ExecStart="/opt/50%% \\"off\\"/$HOME/`id`/a\\\\b" "50%% $$HOME" $ABHA_DESK_FLAGS\n',
		);
		failing = ['is-active'];
		args = [];
		await set(true);
		const [, exec = ''] = /^Exec=(.*)$/m.exec(readFileSync(desktopFile, 'utf8')) ?? [];
		// As the specification has it read: the value's own escapes, then a shell's, then the fields.
		const word = exec.replaceAll('\\\\', '\\').replaceAll('%%', '%');
		expect(execFileSync('sh', ['-c', `printf %s ${word}`]).toString()).toBe(executable);
	});

	it('lets no path begin a line of its own', async () => {
		executable = '/opt/abha-desk\nExecStartPre=/bin/evil';
		await expect(set(true)).rejects.toThrow(TypeError);
		expect(existsSync(unit)).toBe(false);
	});

	it('says so when the folder cannot be written to', async () => {
		writeFileSync(join(configFolder, 'systemd'), 'a file where a folder should be');
		expect(await failureOf(set(true))).toEqual({ code: 'settings-not-saved' });
	});
});

describe('autostartFiles', () => {
	it('finds what was switched on, and nothing after it was switched off', async () => {
		expect(await autostartFiles(configFolder)).toEqual([]);
		await set(true);
		expect(await autostartFiles(configFolder)).toEqual([unit]);
		failing = ['is-active'];
		await set(true);
		expect(await autostartFiles(configFolder)).toEqual([desktopFile]);
		await set(false);
		expect(await autostartFiles(configFolder)).toEqual([]);
	});

	it('lie where the desktop says', () => {
		expect(configFolderOf({ XDG_CONFIG_HOME: '/srv/config' })).toBe('/srv/config');
		expect(configFolderOf({})).toMatch(/[\\/]\.config$/);
	});
});
