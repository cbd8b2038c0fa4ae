import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { ConfigurationError } from '../facility/configuration.ts';
import { isPlainName, type ManifestFile } from './manifest.ts';

type Target = Pick<ManifestFile, 'platform' | 'format'>;

/** What electron-builder makes; all else in the folder (block maps, zips, disk images) is no update. */
const targets: readonly (readonly [string, Target])[] = [
	['.exe', { platform: 'win32', format: 'nsis' }],
	['.deb', { platform: 'linux', format: 'deb' }],
	['.rpm', { platform: 'linux', format: 'rpm' }],
	['.AppImage', { platform: 'linux', format: 'appimage' }],
];

/** Every installer in `folder`, measured. Throws ConfigurationError in words. */
export async function listReleaseFiles(folder: string, version: string): Promise<ManifestFile[]> {
	const files: ManifestFile[] = [];
	for (const name of namesIn(folder)) {
		const target = targets.find(([ending]) => name.endsWith(ending))?.[1];
		if (target === undefined) continue;
		const arch = /arm64|aarch64/.test(name) ? 'arm64' : 'x64';
		requireUsable(name, version);
		const twin = files.find((file) => file.format === target.format && file.arch === arch);
		if (twin !== undefined) {
			throw new ConfigurationError(`${twin.name} and ${name} are for the same PCs: remove one`);
		}
		files.push({ ...target, arch, name, ...(await measure(join(folder, name))) });
	}
	if (files.length === 0) throw new ConfigurationError(`no installer lies in ${folder}`);
	return files;
}

function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder).sort();
	} catch (error) {
		throw new ConfigurationError(`the folder ${folder} cannot be read`, { cause: error });
	}
}

function requireUsable(name: string, version: string): void {
	if (!isPlainName(name)) {
		throw new ConfigurationError(
			`${name}: a PC takes only letters, digits, dots, hyphens and underscores in a name`,
		);
	}
	// An installer of last month under a new number would send every PC back.
	const numbers: readonly string[] = name.match(/\d+\.\d+\.\d+/g) ?? [];
	if (!numbers.includes(version)) {
		throw new ConfigurationError(`${name} does not have ${version} in its name`);
	}
}

async function measure(path: string): Promise<Pick<ManifestFile, 'size' | 'sha512'>> {
	if (!lstatSync(path).isFile()) throw new ConfigurationError(`${path} is not a file`);
	const hash = createHash('sha512');
	let size = 0;
	for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
		hash.update(piece);
		size += piece.length;
	}
	return { size, sha512: hash.digest('hex') };
}
