import { describe, expect, it } from 'vitest';

import { planInstall } from '../../../main/update/install-plan.ts';
import { findInstallation, type Installation } from '../../../main/update/installation.ts';

const tools = { pkexec: '/usr/bin/pkexec', packageManager: '/usr/bin/dpkg' };
const x64 = { arch: 'x64' } as const;

const installations: Record<string, Installation> = {
	'Windows, for one user': { ...x64, platform: 'win32', format: 'nsis', elevateHelper: null },
	'Windows, for all users': {
		...{ ...x64, platform: 'win32', format: 'nsis' },
		elevateHelper: 'C:\\Program Files\\ABHA Desk\\resources\\elevate.exe',
	},
	deb: { ...x64, platform: 'linux', format: 'deb', tools },
	rpm: {
		...{ ...x64, platform: 'linux', format: 'rpm' },
		tools: { ...tools, packageManager: '/usr/bin/rpm' },
	},
	'deb without pkexec': { ...x64, platform: 'linux', format: 'deb', tools: null },
	AppImage: { ...x64, platform: 'linux', format: 'appimage', path: '/opt/ABHA Desk.AppImage' },
};

describe('planInstall', () => {
	it('plans for each kind of installation, forward and back', () => {
		const lines = Object.entries(installations).flatMap(([what, installation]) =>
			(['forward', 'back'] as const).map((direction) => {
				const { kind, ...rest } = planInstall(installation, '/own/0.2.0.x', direction);
				return [what, direction, kind, ...Object.values(rest).flat()].join(' | ');
			}),
		);
		console.log(['How an update is installed', ...lines].join('\n'));
		expect(lines).toEqual([
			'Windows, for one user | forward | start-and-quit | /own/0.2.0.x | /S | --updated | --force-run',
			'Windows, for one user | back | start-and-quit | /own/0.2.0.x | /S | --updated | --force-run',
			'Windows, for all users | forward | start-and-quit | C:\\Program Files\\ABHA Desk\\resources\\elevate.exe | /own/0.2.0.x | /S | --updated | --force-run',
			'Windows, for all users | back | start-and-quit | C:\\Program Files\\ABHA Desk\\resources\\elevate.exe | /own/0.2.0.x | /S | --updated | --force-run',
			'deb | forward | run-and-relaunch | /usr/bin/pkexec | /usr/bin/dpkg | --install | /own/0.2.0.x',
			'deb | back | run-and-relaunch | /usr/bin/pkexec | /usr/bin/dpkg | --install | /own/0.2.0.x',
			'rpm | forward | run-and-relaunch | /usr/bin/pkexec | /usr/bin/rpm | --upgrade | --nosignature | /own/0.2.0.x',
			'rpm | back | run-and-relaunch | /usr/bin/pkexec | /usr/bin/rpm | --upgrade | --nosignature | --oldpackage | /own/0.2.0.x',
			'deb without pkexec | forward | show-file | /own/0.2.0.x',
			'deb without pkexec | back | show-file | /own/0.2.0.x',
			'AppImage | forward | replace-file | /opt/ABHA Desk.AppImage',
			'AppImage | back | replace-file | /opt/ABHA Desk.AppImage',
		]);
		expect(lines.join().toLowerCase()).not.toContain('powershell');
	});
});

describe('findInstallation', () => {
	const nothing = {
		...{ platform: 'linux', arch: 'x64', environment: {}, packageType: null },
		...{ programFolder: '/opt/ABHA Desk', resourcesFolder: '/opt/ABHA Desk/resources' },
		exists: () => true,
	};
	const windows = {
		...nothing,
		...{ platform: 'win32', programFolder: 'C:\\ABHA', resourcesFolder: 'C:\\ABHA\\resources' },
	};

	it('knows the Windows installer by the uninstaller that it leaves', () => {
		expect(findInstallation(windows)).toEqual({
			...{ platform: 'win32', arch: 'x64', format: 'nsis' },
			elevateHelper: 'C:\\ABHA\\resources\\elevate.exe',
		});
		const isUninstaller = (path: string) => path === 'C:\\ABHA\\Uninstall ABHA Desk.exe';
		expect(findInstallation({ ...windows, exists: isUninstaller })).toMatchObject({
			elevateHelper: null,
		});
		expect(findInstallation({ ...windows, exists: () => false })).toBeNull();
	});

	it('knows packages by what electron-builder wrote, and an AppImage by its runtime', () => {
		expect(findInstallation({ ...nothing, packageType: 'deb\n' })).toMatchObject({
			...{ format: 'deb', tools },
		});
		const bare = { ...nothing, packageType: 'rpm', exists: () => false };
		expect(findInstallation(bare)).toMatchObject({ format: 'rpm', tools: null });
		const environment = { APPIMAGE: '/home/asha/ABHA.AppImage' };
		expect(findInstallation({ ...nothing, environment })).toMatchObject({
			...{ format: 'appimage', path: '/home/asha/ABHA.AppImage' },
		});
	});

	it.each([
		['an unpacked folder', nothing],
		['a package that we do not make', { ...nothing, packageType: 'pacman' }],
		['an AppImage at no full path', { ...nothing, environment: { APPIMAGE: 'ABHA.AppImage' } }],
		['macOS', { ...nothing, platform: 'darwin', environment: { APPIMAGE: '/x' } }],
	])('updates nothing on %s', (_what, facts) => {
		expect(findInstallation(facts)).toBeNull();
	});
});
