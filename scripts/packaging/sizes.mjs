import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { getRawHeader } from '@electron/asar';

/**
 * Where the bytes of a package are: ours, our fonts', Electron's.
 *
 * @param {string} packageFolder such as `dist/release/linux-unpacked`
 */
export function measure(packageFolder) {
	const archive = path.join(packageFolder, 'resources', 'app.asar');
	const files = filesInArchive(getRawHeader(archive).header);
	const archiveBytes = statSync(archive).size;
	const fontBytes = sum(files.filter(({ name }) => name.endsWith('.woff2')));
	return {
		/** Main, preload, renderer and words. */
		codeBytes: archiveBytes - fontBytes,
		fontBytes,
		electronBytes: sum(filesIn(packageFolder)) - archiveBytes,
		largest: [...files].sort((a, b) => b.bytes - a.bytes).slice(0, 5),
	};
}

/** @typedef {{ name: string, bytes: number }} File */

/**
 * @param {any} entry a directory of the archive's header
 * @param {string} [folder]
 * @returns {File[]}
 */
function filesInArchive(entry, folder = '') {
	return Object.entries(entry.files).flatMap(([name, inner]) => {
		const place = `${folder}/${name}`;
		return 'files' in inner ? filesInArchive(inner, place) : [{ name: place, bytes: inner.size }];
	});
}

/**
 * @param {string} folder
 * @returns {File[]}
 */
function filesIn(folder) {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name))
		.map((name) => ({ name, bytes: statSync(name).size }));
}

/** @param {readonly File[]} files */
function sum(files) {
	return files.reduce((total, { bytes }) => total + bytes, 0);
}

/** @param {ReturnType<typeof measure>} sizes */
export function sizeTable({ codeBytes, fontBytes, electronBytes, largest }) {
	const row = (/** @type {string} */ name, /** @type {number} */ bytes) =>
		`  ${name.padEnd(44)} ${(bytes / 1_000_000).toFixed(2).padStart(8)} MB`;
	return [
		row('our program (asar without fonts)', codeBytes),
		...largest
			.filter(({ name }) => !name.endsWith('.woff2'))
			.map(({ name, bytes }) => row(`  ${name}`, bytes)),
		row('our fonts', fontBytes),
		row('Electron', electronBytes),
	].join('\n');
}
