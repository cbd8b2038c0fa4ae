import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * The Chromium switches that this user needs. Only root loses the sandbox: Chromium does not start
 * with one as root.
 */
export function sandboxSwitches() {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
	console.log('Running as root: Chromium starts only with --no-sandbox, so it is added.');
	return ['--no-sandbox'];
}

/**
 * Ubuntu 24.04 and newer keep programs outside of /usr from making a sandbox, and Electron then
 * ends with a message that does not say what to do.
 *
 * @param {string} distFolder the folder of the Electron executable
 */
export function explainRestrictedSandbox(distFolder) {
	if (process.platform !== 'linux' || process.getuid?.() === 0) return;
	const sandboxProgram = path.join(distFolder, 'chrome-sandbox');
	try {
		const restriction = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns';
		if (readFileSync(restriction, 'utf8').trim() !== '1') return;
		const { uid, mode } = statSync(sandboxProgram);
		if (uid === 0 && (mode & 0o4000) !== 0) return;
	} catch {
		// No such restriction in this kernel, or a runtime without that program.
		return;
	}
	console.log(
		'If Electron ends with "No usable sandbox", let its own sandbox program run, then start again:\n' +
			`  sudo chown root:root '${sandboxProgram}' && sudo chmod 4755 '${sandboxProgram}'`,
	);
}
