import { posix, win32 } from 'node:path';

/** How the running program came onto this PC, and with what it can be replaced. */
export type Installation =
	| { platform: 'win32'; arch: string; format: 'nsis'; elevateHelper: string | null }
	| { platform: 'linux'; arch: string; format: 'deb' | 'rpm'; tools: PackageTools | null }
	| { platform: 'linux'; arch: string; format: 'appimage'; path: string };

/** What installs a package as the administrator: full paths, so that no `PATH` is believed. */
export interface PackageTools {
	pkexec: string;
	packageManager: string;
}

interface Facts {
	platform: string;
	arch: string;
	environment: Readonly<Record<string, string | undefined>>;
	/** The folder of the running executable. */
	programFolder: string;
	/** `process.resourcesPath`. */
	resourcesFolder: string;
	/** What electron-builder wrote into `package-type` in the resources; `null`: no such file. */
	packageType: string | null;
	exists: (path: string) => boolean;
}

const pkexec = '/usr/bin/pkexec';
/** Both install a local file without a network; electron-builder 26 makes no other packages for us. */
const packageManagers = { deb: '/usr/bin/dpkg', rpm: '/usr/bin/rpm' } as const;

/** `null`: unpacked from an archive, portable, a developer's, macOS. Such a one is not updated. */
export function findInstallation(facts: Facts): Installation | null {
	const { platform, arch, environment, exists } = facts;
	if (platform === 'win32') {
		// Only the installer leaves an uninstaller: a portable one would be doubled, not replaced.
		const uninstaller = win32.join(facts.programFolder, 'Uninstall ABHA Desk.exe');
		if (!exists(uninstaller)) return null;
		const helper = win32.join(facts.resourcesFolder, 'elevate.exe');
		return { platform, arch, format: 'nsis', elevateHelper: exists(helper) ? helper : null };
	}
	if (platform !== 'linux') return null;
	const { APPIMAGE: path } = environment;
	if (path !== undefined && posix.isAbsolute(path)) {
		return { platform, arch, format: 'appimage', path };
	}
	const format = facts.packageType?.trim();
	if (format !== 'deb' && format !== 'rpm') return null;
	const packageManager = packageManagers[format];
	const isThere = exists(pkexec) && exists(packageManager);
	return { platform, arch, format, tools: isThere ? { pkexec, packageManager } : null };
}
