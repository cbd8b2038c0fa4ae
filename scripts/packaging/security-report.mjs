import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { repositoryRoot } from '../run.mjs';
import { flavours, unpackedFolder } from './flavours.mjs';
import { readFuses } from './fuses.mjs';
import { measure, sizeTable } from './sizes.mjs';

/**
 * One test as it ended.
 *
 * @typedef {{ title: string, file: string, ok: boolean }} Test
 */

/** @typedef {{ title: string, file: string, ok: boolean, tests: { status: string }[] }} Spec */
/** @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite */

/**
 * The tests of Playwright's JSON report, without those that were skipped: they show nothing.
 *
 * @param {Suite} suite
 * @returns {Test[]}
 */
export function readTests({ specs = [], suites = [] }) {
	return [
		...specs
			.filter(({ tests }) => tests.every(({ status }) => status !== 'skipped'))
			.map(({ title, file, ok }) => ({ title, file, ok })),
		...suites.flatMap(readTests),
	];
}

/**
 * The report for a hospital's auditor: nothing in it that this run did not see.
 *
 * @param {readonly Test[]} tests
 * @param {Date} date
 */
export async function writeReport(tests, date) {
	const { version } = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8'));
	const hard = existsSync(unpackedFolder('release')) ? 'release' : 'rehearsal';
	const folder = unpackedFolder(hard);
	const fuses = await readFuses(path.join(folder, flavours[hard].executableName));
	const isOf =
		(/** @type {string} */ name) =>
		(/** @type {Test} */ { file }) =>
			file.endsWith(name);
	const checklist = tests.filter(isOf('checklist.spec.ts'));
	const missing = Array.from({ length: 20 }, (_, index) =>
		String(index + 1).padStart(2, '0'),
	).filter((number) => !checklist.some(({ title }) => title.startsWith(`${number} | `)));
	const others = tests.filter((test) => !isOf('checklist.spec.ts')(test));
	const failed = tests.filter(({ ok }) => !ok).length;
	return [
		'# Security report',
		'',
		`ABHA Desk ${version}, ${date.toISOString().slice(0, 10)}, ${process.platform} ${process.arch}. Made by`,
		'`npm run security-report`, which packs the program and asks the package itself. What stands here',
		'was seen in that run; nothing is taken from the sources. The threat model is in',
		'[SECURITY.md](../SECURITY.md).',
		'',
		...(hard === 'rehearsal'
			? [
					'**This run was a rehearsal**: the Electron that releases have could not be fetched where it was',
					'made, so the same program, with the same fuses, was packed round an older Electron that no',
					'clinic gets. Make the report anew for each release.',
					'',
				]
			: []),
		`${tests.length - failed} of ${tests.length} tests passed.`,
		'',
		"## Electron's security checklist",
		'',
		'| Item | What holds | Seen |',
		'| ---- | ---------- | ---- |',
		...checklist.map(({ title, ok }) => `| ${title} | ${seen(ok)} |`),
		...missing.map((number) => `| ${number} | | **not tested in this run** |`),
		'',
		'## What else was seen on the package',
		'',
		'| What | Seen | Test |',
		'| ---- | ---- | ---- |',
		...others.map(({ title, file, ok }) => `| ${title} | ${seen(ok)} | \`tests/${file}\` |`),
		'',
		'## Fuses',
		'',
		'| Fuse | Set to |',
		'| ---- | ------ |',
		...Object.entries(fuses).map(([name, state]) => `| ${name} | ${stateInWords(state)} |`),
		'',
		'## Sizes',
		'',
		'```',
		sizeTable(measure(folder)),
		'```',
		'',
	].join('\n');
}

/** @param {boolean} ok */
function seen(ok) {
	return ok ? 'yes' : '**no**';
}

/** @param {string} state */
function stateInWords(state) {
	return state === 'absent' ? 'not in this older Electron' : state;
}
