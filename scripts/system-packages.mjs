import { existsSync } from 'node:fs';
import { Refusal } from './refusal.mjs';
import { run } from './run.mjs';

/**
 * Each row is one need, with the names under which distributions ship it: Debian 13 and
 * Ubuntu 24.04 renamed some libraries (`t64`) when they widened time_t.
 */
const libraries = [
	['libgtk-3-0', 'libgtk-3-0t64'],
	['libnss3'],
	['libasound2', 'libasound2t64'],
	['libgbm1'],
	['libxss1'],
	['libxtst6'],
	['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
	['libdrm2'],
	['libnotify4'],
	['libsecret-1-0'],
];

/** What the end-to-end tests need besides: a display, a session bus, a keyring, and a Devanagari font. */
const testPrograms = [
	['xvfb'],
	['xauth'],
	['dbus'],
	['dbus-x11'],
	['gnome-keyring'],
	['fonts-noto-core'],
];

/**
 * @param {readonly string[][]} needs
 * @param {string} installed lines of `name<TAB>status<TAB>provides` from dpkg-query
 * @returns {string[][]} the needs that no installed package meets
 */
export function missingNeeds(needs, installed) {
	/** @type {Set<string>} */
	const present = new Set();
	for (const line of installed.split('\n')) {
		const [name = '', status, provides = ''] = line.split('\t');
		if (status !== 'installed') continue;
		present.add(name);
		// `Provides: libgtk-3-0 (= 3.24.41), gtk3-binver-3.0.0`
		for (const provided of provides.split(',')) {
			present.add(provided.trim().split(/[ :(]/)[0] ?? '');
		}
	}
	return needs.filter((names) => !names.some((name) => present.has(name)));
}

/**
 * Picks for each need the name that this distribution can install: apt refuses a name that is only
 * provided by others (`libasound2` on Ubuntu 24.04). Without package lists it is the first name.
 *
 * @param {readonly string[][]} needs
 * @param {string} policy the output of `apt-cache policy`
 */
export function installableNames(needs, policy) {
	const installable = new Set(
		[...policy.matchAll(/^(\S+):\n(?: .*\n)*? *Candidate: (?!\(none\))/gm)].map(([, name]) => name),
	);
	return needs.map((names) => names.find((name) => installable.has(name)) ?? names[0] ?? '');
}

/** @param {readonly string[][]} needs */
async function namesToInstall(needs) {
	// LC_ALL, since apt translates the words that we look for.
	const { output } = await run('apt-cache', ['policy', ...needs.flat()], {
		capture: true,
		environment: { LC_ALL: 'C' },
	});
	return installableNames(needs, output);
}

/**
 * Sees to the system packages on Debian and Ubuntu; elsewhere Electron itself names a library that
 * it misses.
 *
 * @param {{ forTests: boolean }} purpose
 */
export async function ensureSystemPackages({ forTests }) {
	if (!existsSync('/usr/bin/dpkg-query') || !existsSync('/usr/bin/apt-get')) return;
	const format = '${Package}\\t${db:Status-Status}\\t${Provides}\\n';
	const installed = await run('dpkg-query', ['--show', `--showformat=${format}`], {
		capture: true,
	});
	const needs = forTests ? [...libraries, ...testPrograms] : libraries;
	const missing = missingNeeds(needs, installed.output);
	if (missing.length === 0) return;

	if (process.getuid?.() !== 0) {
		const names = await namesToInstall(missing);
		throw new Refusal(
			'Some system packages are missing; please install them, then run the same command again:\n' +
				`  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`,
		);
	}
	console.log('Installing system packages with apt-get …');
	const environment = { DEBIAN_FRONTEND: 'noninteractive' };
	const update = await run('apt-get', ['update'], { capture: true, environment });
	const names = await namesToInstall(missing);
	const install = await run('apt-get', ['install', '-y', '--no-install-recommends', ...names], {
		capture: true,
		environment,
	});
	if (install.exitCode !== 0) {
		throw new Refusal(
			`${update.exitCode === 0 ? '' : update.output}${install.output}` +
				`apt-get could not install ${names.join(' ')}: see its message above.`,
		);
	}
}
