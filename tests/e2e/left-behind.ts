import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** All that stands in the files of a folder whose path in it matches. */
export function readAll(folder: string, pattern: RegExp): string {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((path) => pattern.test(relative(folder, path).replaceAll('\\', '/')))
		.map((path) => readFileSync(path, 'utf8'))
		.join('\n');
}
