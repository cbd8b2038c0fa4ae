import { planInstall } from './install-plan.ts';
import { judgeStaged } from './judge-manifest.ts';
import { UpdateRefused } from './refusal.ts';
import { replaceFile } from './replace-file.ts';
import { handOver, keep, unstage } from './start-record.ts';
import type { Copy } from './update-record.ts';
import type { UpdateParts } from './updates.ts';

/** Installs what waits, unless somebody is being served. Throws UpdateRefused. */
export async function installStaged(parts: UpdateParts): Promise<void> {
	const { clock, isBusy, runningVersion, log } = parts.options;
	const requireNobody = () => {
		if (isBusy()) throw new UpdateRefused('busy');
	};
	requireNobody();
	const record = await parts.record.read();
	const { staged } = record;
	if (staged === null) throw new UpdateRefused('nothing-fetched');
	judgeStaged(staged, { runningVersion, record, nowWallMs: clock.wallNowMs() });
	await keepRunning(parts);
	try {
		await put(parts, staged.copy, 'forward', async () => {
			// To read hundreds of megabytes takes seconds, in which a patient may have come.
			requireNobody();
			await parts.record.change((before) => handOver(before, runningVersion));
			log.info('update handed over', { version: staged.copy.version });
		});
	} catch (error) {
		if (error instanceof UpdateRefused && error.reason === 'changed-since-check') {
			await parts.record.change(unstage);
		}
		throw error;
	}
}

/** Installs `copy` over the running version, which does not start. Throws UpdateRefused. */
export async function rollBack(parts: UpdateParts, copy: Copy): Promise<void> {
	await put(parts, copy, 'back', () => Promise.resolve());
}

/**
 * Verifies `copy` once more and lets it become the program, `before` being the last thing before.
 * Between our last look and the system's own reading of the file only a program of this same user
 * could change it, and that could change this program as well.
 */
async function put(
	{ options, folder }: UpdateParts,
	copy: Copy,
	direction: 'forward' | 'back',
	before: () => Promise<unknown>,
): Promise<void> {
	const { installation, run } = options;
	if (installation?.format !== copy.format) throw new UpdateRefused('not-for-this-pc');
	await folder.withVerified(copy, async (file, pieces) => {
		const plan = planInstall(installation, file, direction);
		// At a start there is nobody to show it to, and the start must go on.
		if (plan.kind === 'show-file' && direction === 'back') throw new UpdateRefused('not-started');
		await before();
		if (plan.kind === 'replace-file') await replaceFile(plan.path, pieces(), copy);
		const next = plan.kind === 'replace-file' ? relaunch(plan.path) : plan;
		await run(next).catch((error: unknown) => {
			throw new UpdateRefused('not-started', { cause: error });
		});
	});
}

function relaunch(program: string) {
	return { kind: 'relaunch', program } as const;
}

/** An AppImage that a person brought has no installer here: its own file is the way back. */
async function keepRunning({ options, record, folder }: UpdateParts): Promise<void> {
	const { installation, runningVersion } = options;
	const { kept, start } = await record.read();
	if (installation?.format !== 'appimage' || kept?.version === runningVersion) return;
	if (start?.version !== runningVersion || !start.reachedFirstScreen) return;
	const named = { version: runningVersion, format: installation.format };
	const measure = await folder.takeFile(installation.path, named);
	await record.change((before) => keep(before, { ...named, counter: null, ...measure }));
}
