import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';

const mainFolder = fileURLToPath(new URL('../../main', import.meta.url));
let folder = '';

beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'sign-update-'));
	writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
	await build({
		...{ configFile: false, root: mainFolder, logLevel: 'silent' },
		build: {
			...{ ssr: 'update/sign-command.ts', outDir: path.join(folder, 'out'), target: 'node20' },
			rolldownOptions: { output: { entryFileNames: 'sign-update.js' } },
		},
		ssr: { target: 'node', noExternal: true },
	});
}, 60_000);
afterAll(() => {
	rmSync(folder, { recursive: true });
});

it('bundles to a command that runs under plain Node, without Electron and without packages', async () => {
	writeFileSync(path.join(folder, 'ABHA-Desk-0.2.0.AppImage'), 'image');
	writeFileSync(path.join(folder, 'passphrase'), 'a passphrase of the tests\n');
	const where = {
		...{ folder, repository: path.join(folder, 'checkout'), platform: process.platform },
		...{
			home: folder,
			nowWallMs: Date.now(),
			environment: { APPDATA: folder, XDG_CONFIG_HOME: folder },
		},
	};
	const built = pathToFileURL(path.join(folder, 'out', 'sign-update.js'));
	const script = `
		import { runSignCommand } from ${JSON.stringify(built)};
		const output = { say: console.log, complain: console.error, askPassphrase: () => { throw 0; } };
		const where = ${JSON.stringify(where)};
		for (const verb of [['make-key'], ['sign', '.', '--version', '0.2.0']]) {
			const arguments_ = [...verb, '--passphrase-file', 'passphrase'];
			process.exitCode ||= await runSignCommand({ ...where, ...output, arguments: arguments_ });
		}
	`;
	writeFileSync(path.join(folder, 'run.js'), script);
	const { stdout, stderr } = await promisify(execFile)(process.execPath, ['run.js'], {
		cwd: folder,
	});
	expect(stderr).toBe('');
	expect(stdout).toContain('ABHA-Desk-0.2.0.AppImage, 5 bytes');
	expect(readFileSync(path.join(folder, 'abha-desk.update'), 'utf8')).toMatch(
		/^abha-desk-update 1\n/,
	);
}, 60_000);
