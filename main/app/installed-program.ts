import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

import { findInstallation, type Installation } from '../update/installation.ts';

interface RunningProgram {
	platform: string;
	arch: string;
	env: Readonly<Record<string, string | undefined>>;
	execPath: string;
	resourcesPath: string;
}

/** How this program came onto the PC; `null`: in no way that could be updated. */
export function findOwnInstallation(running: RunningProgram): Installation | null {
	const { platform, arch, env, execPath, resourcesPath } = running;
	// A terminal or an editor that is an AppImage hands its own APPIMAGE down to what it starts, and
	// that is not ours to replace.
	const isOurImage = env.APPDIR !== undefined && execPath.startsWith(env.APPDIR + sep);
	return findInstallation({
		...{ platform, arch, environment: isOurImage ? env : {} },
		...{ programFolder: dirname(execPath), resourcesFolder: resourcesPath },
		packageType: readOrNull(join(resourcesPath, 'package-type')),
		exists: existsSync,
	});
}

function readOrNull(path: string): string | null {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		// Not a package of ours, then.
		return null;
	}
}
