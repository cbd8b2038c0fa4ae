import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findVault } from '../../../main/vault/find-vault.ts';
import { savingVaultOptions } from '../../support/saving-program.ts';

const kills = 1_000;
/** How many programs are saved in and killed at the same time, each with its own vault. */
const lanes = 2;

let folder: string;
let program: string;

/** Plain Node runs no TypeScript, so the program is bundled once, as main itself is. */
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-kills-'));
	await build({
		configFile: false,
		logLevel: 'error',
		build: {
			ssr: fileURLToPath(new URL('../../support/saving-program.ts', import.meta.url)),
			outDir: folder,
			emptyOutDir: false,
			target: 'node20',
			rolldownOptions: { output: { entryFileNames: 'saving-program.mjs' } },
		},
		ssr: { target: 'node', noExternal: true },
	});
	program = join(folder, 'run.mjs');
	const start = `import { saveWithoutEnd } from './saving-program.mjs';
await saveWithoutEnd(process.argv[2]);
`;
	writeFileSync(program, start);
}, 60_000);

afterAll(() => {
	rmSync(folder, { recursive: true });
});

interface Killed {
	/** The last generation that the program said was saved; `null`: it was killed before any. */
	lastSaid: number | null;
	problems: string;
}

/**
 * Starts the program and kills it: mostly a moment after its first save, so that it is in the midst
 * of saving; one time in eight while it still starts, and may be clearing up after the kill before.
 */
function startAndKill(vaultFolder: string): Promise<Killed> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [program, vaultFolder]);
		let said = '';
		let problems = '';
		const killAfter = (delayMs: number) => setTimeout(() => child.kill('SIGKILL'), delayMs);
		const isEarly = Math.random() < 1 / 8;
		if (isEarly) killAfter(Math.random() * 100);
		child.stdout.on('data', (bytes: Buffer) => {
			if (said === '' && !isEarly) killAfter(Math.random() * 15);
			said += bytes.toString('latin1');
		});
		child.stderr.on('data', (bytes: Buffer) => (problems += bytes.toString('utf8')));
		child.on('error', reject);
		child.on('close', () => {
			const last = said.split('\n').at(-2);
			resolve({ lastSaid: last === undefined ? null : Number(last), problems });
		});
	});
}

describe('a vault whose program is killed while it saves', () => {
	it(
		`loses no saved generation in ${kills} kills`,
		async () => {
			let inTheMidst = 0;
			let saves = 0;
			const run = async (lane: number) => {
				const vaultFolder = join(folder, `vault-${lane}`);
				let generation = 0;
				for (let nth = 0; nth < kills / lanes; nth += 1) {
					const { lastSaid, problems } = await startAndKill(vaultFolder);
					expect(problems).toBe('');
					const left = readdirSync(folder).includes(`vault-${lane}`)
						? readdirSync(vaultFolder)
						: [];
					if (left.some((name) => name.includes('.tmp-'))) inTheMidst += 1;
					const found = await findVault(savingVaultOptions(vaultFolder));
					if (generation === 0 && lastSaid === null && found.state === 'absent') continue;
					if (found.state !== 'open') throw new Error(`kill ${nth}: ${found.state}`);
					expect(found.isPreviousGeneration).toBe(false);
					const saved = found.vault.cell('generation').value;
					// The save that was under way may have become durable before it could be said.
					const atLeast = lastSaid ?? generation;
					expect([atLeast, atLeast + 1]).toContain(saved);
					saves += saved - generation;
					generation = saved;
					expect(readdirSync(vaultFolder).filter((name) => name.includes('unreadable'))).toEqual(
						[],
					);
				}
			};
			await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
			process.stdout.write(
				`\n${kills} kills: ${saves} saves, ${inTheMidst} kills left an unfinished file, nothing was lost\n`,
			);
			// Otherwise the kills met nothing, and show nothing.
			expect(inTheMidst).toBeGreaterThan(kills / 20);
		},
		10 * 60_000,
	);
});
