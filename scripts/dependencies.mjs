import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from './refusal.mjs';
import { npmCommand, repositoryRoot, run } from './run.mjs';

const oldestNode = [20, 19];

/**
 * @param {string} version such as `20.19.0`
 */
export function refuseOldNode(version) {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const [oldestMajor = 0, oldestMinor = 0] = oldestNode;
	if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
	throw new Refusal(
		`ABHA Desk needs Node ${oldestNode.join('.')} or newer, and this is Node ${version}: please update Node.`,
	);
}

/**
 * Which lock file the installed packages belong to. The stamp lives inside `node_modules`, so that
 * it goes when they go.
 *
 * @param {string} root the folder of `package-lock.json`
 */
export function lockStamp(root) {
	const stampFile = path.join(root, 'node_modules', '.abha-desk-lock');
	const wanted = createHash('sha256')
		.update(readFileSync(path.join(root, 'package-lock.json')))
		.digest('hex');
	return {
		isCurrent() {
			try {
				return readFileSync(stampFile, 'utf8') === wanted;
			} catch {
				// No stamp: never installed, or an installation that did not finish.
				return false;
			}
		},
		write: () => writeFileSync(stampFile, wanted),
	};
}

/** Installs `node_modules` exactly as the lock file says, unless that is what is there. */
export async function ensureDependencies() {
	const stamp = lockStamp(repositoryRoot);
	if (stamp.isCurrent()) return;
	console.log('Installing the npm packages of package-lock.json …');
	const { exitCode } = await run(npmCommand, [
		'ci',
		// No package runs code of its own at installation; Electron's binary is fetched by us.
		'--ignore-scripts',
		// The tools are needed even where NODE_ENV is `production`.
		'--include=dev',
		'--no-audit',
		'--no-fund',
		'--loglevel=error',
	]);
	if (exitCode !== 0) {
		throw new Refusal(
			'The npm packages could not be installed: check that npm reaches its registry, then run the same command again.',
		);
	}
	stamp.write();
}
