import { cpSync, linkSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { createPackage } from '@electron/asar';

import { repositoryRoot } from '../../run.mjs';

const sources = fileURLToPath(new URL('../bare', import.meta.url));

/**
 * The package of `program` once more, with an empty program in it: the same executable with the same
 * fuses, also started out of an archive. Returns its executable.
 *
 * @param {string} program the executable of the package
 * @param {string} folder an empty one to put it in
 */
export async function makeBareWindow(program, folder) {
	const packed = path.join(folder, 'bare');
	linkTree(path.dirname(program), packed);
	const source = path.join(folder, 'bare-source');
	cpSync(sources, source, { recursive: true });
	cpSync(findPerfMarks(), path.join(source, 'perf-marks.mjs'));
	const about = { name: 'bare-window', productName: 'Bare window', main: 'main.mjs' };
	writeFileSync(path.join(source, 'package.json'), JSON.stringify(about));
	await createPackage(source, path.join(packed, 'resources', 'app.asar'));
	return path.join(packed, path.basename(program));
}

/** The chunk of the desk that prints the marks; it needs nothing else of the desk. */
function findPerfMarks() {
	const chunks = path.join(repositoryRoot, 'out', 'main', 'assets');
	const name = readdirSync(chunks).find((file) => file.startsWith('perf-marks-'));
	if (name === undefined) throw new Error('The built program has no perf-marks of its own');
	return path.join(chunks, name);
}

/**
 * Linked, not copied: it is 250 MB. All but the archive, which is put there anew.
 *
 * @param {string} from
 * @param {string} to
 */
function linkTree(from, to) {
	mkdirSync(to);
	for (const entry of readdirSync(from, { withFileTypes: true })) {
		const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
		if (entry.isDirectory()) linkTree(source, target);
		else if (!entry.name.startsWith('app.asar')) linkOrCopy(source, target);
	}
}

/**
 * @param {string} source
 * @param {string} target
 */
function linkOrCopy(source, target) {
	try {
		linkSync(source, target);
	} catch {
		// On another file system, or of another owner.
		cpSync(source, target);
	}
}
