import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { Refusal } from '../refusal.mjs';
import { repositoryRoot } from '../run.mjs';

/**
 * Licences under which something may be in the package: all of them let a hospital use and keep it,
 * and ask for no more than their own text beside it.
 */
const allowedLicences = new Set([
	'0BSD',
	'Apache-2.0',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'ISC',
	'MIT',
	// Of the Noto fonts.
	'OFL-1.1',
]);

/**
 * A npm package of which something is in the program.
 *
 * @typedef {object} Component
 * @property {string} name
 * @property {string} version
 * @property {string} licence its SPDX identifier
 * @property {string} licenceText
 * @property {string | undefined} integrity of the lock file, such as `sha512-…`
 */

/**
 * Reads what the lock file and the packages say of themselves.
 *
 * @param {readonly string[]} packageFolders
 * @returns {Component[]}
 */
export function readComponents(packageFolders) {
	/** @type {{ packages: Record<string, { integrity?: string }> }} */
	const lock = JSON.parse(readFileSync(path.join(repositoryRoot, 'package-lock.json'), 'utf8'));
	return packageFolders.map((folder) => {
		/** @type {{ name: string, version: string, license?: string }} */
		const { name, version, license } = JSON.parse(
			readFileSync(path.join(folder, 'package.json'), 'utf8'),
		);
		const place = path.relative(repositoryRoot, folder).replaceAll('\\', '/');
		return {
			name,
			version,
			licence: allowedLicence(name, license),
			licenceText: readLicenceText(folder),
			integrity: lock.packages[place]?.integrity,
		};
	});
}

/**
 * The licence under which we use a package; of several to choose from, the first that is allowed.
 *
 * @param {string} name
 * @param {unknown} licence what its package.json says, such as `MIT` or `(MIT OR Apache-2.0)`
 * @returns {string}
 */
function allowedLicence(name, licence) {
	const choices =
		typeof licence === 'string' ? licence.replace(/^\((.*)\)$/, '$1').split(' OR ') : [];
	const chosen = choices.find((choice) => allowedLicences.has(choice));
	if (chosen !== undefined) return chosen;
	throw new Refusal(
		`${name} is in the program under the licence ${JSON.stringify(licence ?? 'unnamed')}, which scripts/packaging/components.mjs does not allow: decide about it there, or do without it.`,
	);
}

/**
 * The text itself, which all of these licences want kept: of its own file, or of the README.
 *
 * @param {string} folder
 */
function readLicenceText(folder) {
	const names = readdirSync(folder);
	const file = names.find((name) => /^licen[cs]e/i.test(name));
	if (file !== undefined) return readFileSync(path.join(folder, file), 'utf8').trim();
	const readme = names.find((name) => /^readme/i.test(name));
	const text = readme === undefined ? '' : readFileSync(path.join(folder, readme), 'utf8');
	const chapter = /^(?:#+ *)?Licen[cs]e *$/im.exec(text);
	if (chapter !== null) return text.slice(chapter.index).trim();
	throw new Refusal(`${folder} has no text of its licence, which would have to go along.`);
}
