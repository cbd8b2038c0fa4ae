import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { createPcKey, pcKeyText } from '../../main/provisioning/keys.ts';

const mainFolder = fileURLToPath(new URL('../../main', import.meta.url));
let folder = '';

beforeAll(async () => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'seal-'));
	writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
	await build({
		configFile: false,
		root: mainFolder,
		logLevel: 'silent',
		build: {
			ssr: 'provisioning/seal-command.ts',
			outDir: path.join(folder, 'out'),
			target: 'node20',
			rolldownOptions: { output: { entryFileNames: 'seal.js' } },
		},
		ssr: { target: 'node', noExternal: true },
	});
}, 60_000);
afterAll(() => {
	rmSync(folder, { recursive: true });
});

it('bundles to a command that runs under plain Node, without Electron and without packages', async () => {
	const facility = {
		...{ format: 1, environment: 'sandbox', generation: 'v3', clientId: 'SBX_000001' },
		...{ clientSecret: 'a-client-secret', hipId: 'IN2910000007', facilityName: 'Asha Clinic' },
	};
	writeFileSync(path.join(folder, 'facility.json'), JSON.stringify(facility));
	const command = {
		arguments: ['--for', pcKeyText(createPcKey()), 'facility.json', '--out', 'pc.sealed'],
		...{ folder, platform: process.platform, home: folder, nowWallMs: Date.now() },
		environment: { APPDATA: folder, XDG_CONFIG_HOME: folder },
	};
	const script = `
		import { runSealCommand } from ${JSON.stringify(pathToFileURL(path.join(folder, 'out', 'seal.js')))};
		const output = { say: console.log, complain: console.error };
		process.exitCode = runSealCommand({ ...${JSON.stringify(command)}, ...output });
	`;
	writeFileSync(path.join(folder, 'run.js'), script);
	const { stdout, stderr } = await promisify(execFile)(process.execPath, ['run.js'], {
		cwd: folder,
	});
	expect(stderr).toBe('');
	expect(stdout).toContain(`Sealed file  ${path.join(folder, 'pc.sealed')}`);
	expect(readFileSync(path.join(folder, 'pc.sealed'), 'utf8')).toMatch(
		/^\{"format":"abha-desk-sealed"/,
	);
}, 60_000);
