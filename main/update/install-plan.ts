import type { Installation } from './installation.ts';

/** What is left to whoever may start and end programs. */
export type HandOver =
	/** Start it apart from this program, and quit at once: it waits for that, and starts us again. */
	| { kind: 'start-and-quit'; program: string; arguments: readonly string[] }
	/** Wait for its end; start anew if it ends well. */
	| { kind: 'run-and-relaunch'; program: string; arguments: readonly string[] }
	/** It is done; start anew. */
	| { kind: 'relaunch'; program: string }
	/** Nothing here may install it: show a person where the verified file lies. */
	| { kind: 'show-file'; path: string };

export type InstallPlan = HandOver | { kind: 'replace-file'; path: string };

/**
 * How `file` becomes the program. No shell and no PowerShell anywhere, so nothing is read twice and a
 * PC that blocks PowerShell is updated as well; arguments are ours, and so is the name of the file.
 */
export function planInstall(
	installation: Installation,
	file: string,
	direction: 'forward' | 'back',
): InstallPlan {
	switch (installation.format) {
		case 'nsis': {
			// Silent; told that it replaces, so that nothing of the profile goes; started again afterwards.
			const switches = ['/S', '--updated', '--force-run'];
			const { elevateHelper } = installation;
			// An installer for all users must be asked for as the administrator, or Windows refuses.
			return elevateHelper === null
				? { kind: 'start-and-quit', program: file, arguments: switches }
				: { kind: 'start-and-quit', program: elevateHelper, arguments: [file, ...switches] };
		}
		case 'deb':
		case 'rpm': {
			if (installation.tools === null) return { kind: 'show-file', path: file };
			const { pkexec, packageManager } = installation.tools;
			const back = direction === 'back' ? ['--oldpackage'] : [];
			// The file is verified already, against a key that no package manager knows.
			const switches =
				installation.format === 'deb' ? ['--install'] : ['--upgrade', '--nosignature', ...back];
			return {
				kind: 'run-and-relaunch',
				program: pkexec,
				arguments: [packageManager, ...switches, file],
			};
		}
		case 'appimage':
			return { kind: 'replace-file', path: installation.path };
	}
}
