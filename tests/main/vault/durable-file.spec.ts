import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { DurableFile, type FileSystem } from '../../../main/vault/durable-file.ts';
import { frame, maxFileBytes } from '../../../main/vault/file-frame.ts';
import {
	type DiskStep,
	faultyFileSystem,
	killedAfter,
	refusing,
} from '../../support/faulty-file-system.ts';
import { ImpatientClock } from '../../support/impatient-clock.ts';
import { PowerCutDisk } from '../../support/power-cut-disk.ts';

// Hundreds of real fsyncs, on a disk that others use as well.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let folder: string;
let clock: ImpatientClock;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-file-'));
	clock = new ImpatientClock();
});

afterEach(() => {
	chmodSync(folder, 0o700);
	rmSync(folder, { recursive: true });
});

function fileOn(fileSystem?: FileSystem, inFolder = folder): DurableFile {
	return new DurableFile({ folder: inFolder, name: 'file', version: 1, clock, fileSystem });
}

const text = (content: string) => Buffer.from(content);
const current = () => join(folder, 'file');
const previous = () => join(folder, 'file.bak');

async function contentOf(file: DurableFile, generation: 'current' | 'previous'): Promise<string> {
	const reading = await file.read(generation);
	return reading.state === 'sound' ? reading.payload.toString('utf8') : reading.state;
}

/** What a reader gets: the newest generation that is sound. */
async function read(file = fileOn()): Promise<string> {
	const newest = await contentOf(file, 'current');
	return newest === 'damaged' || newest === 'absent' ? contentOf(file, 'previous') : newest;
}

/** How many steps of the disk a write takes that nobody ends. */
async function stepsOf(action: (file: DurableFile) => Promise<void>): Promise<number> {
	let steps = 0;
	await action(fileOn(faultyFileSystem(() => (steps += 1))));
	return steps;
}

describe('DurableFile', () => {
	it('reads what was written last, and keeps what was written before', async () => {
		const file = fileOn();
		await file.write(text('first'));
		await file.write(text('second'));
		await file.write(text('third'));
		expect(await contentOf(file, 'current')).toBe('third');
		expect(await contentOf(file, 'previous')).toBe('second');
		expect(readdirSync(folder).sort()).toEqual(['file', 'file.bak']);
	});

	it('is absent before the first write, with or without its folder', async () => {
		const nowhere = fileOn(undefined, join(folder, 'not', 'yet'));
		await nowhere.clearUnfinished();
		expect(await contentOf(nowhere, 'current')).toBe('absent');
		await nowhere.write(text('first'));
		expect(await contentOf(nowhere, 'current')).toBe('first');
	});

	it('keeps others on this computer out', async () => {
		const file = fileOn(undefined, join(folder, 'made'));
		await file.write(text('first'));
		await file.write(text('second'));
		const modes = ['made', 'made/file', 'made/file.bak'].map(
			(name) => statSync(join(folder, name)).mode & 0o777,
		);
		expect(modes).toEqual([0o700, 0o600, 0o600]);
	});

	it('has the old or the new content after a kill at any step of a write', async () => {
		await fileOn().write(text('before'));
		await fileOn().write(text('old'));
		const steps = await stepsOf((file) => file.write(text('old')));
		const seen = new Set<string>();
		for (let kept = 0; kept < steps; kept += 1) {
			await expect(fileOn(killedAfter(kept)).write(text('new'))).rejects.toThrow('killed');
			const found = await contentOf(fileOn(), 'current');
			expect(['old', 'new'], `after ${kept} steps`).toContain(found);
			expect(['old', 'before'], `after ${kept} steps`).toContain(
				await contentOf(fileOn(), 'previous'),
			);
			seen.add(found);
			await fileOn().write(text('old'));
		}
		expect(seen).toEqual(new Set(['old', 'new']));
	});

	it('survives a kill at any step of writing over a damaged generation', async () => {
		const steps = 40;
		for (let kept = 0; kept < steps; kept += 1) {
			await fileOn().write(text('old'));
			await fileOn().write(text('lost'));
			truncateSync(current(), 10);
			await fileOn(killedAfter(kept))
				.write(text('new'))
				.catch(() => undefined);
			expect(['old', 'new'], `after ${kept} steps`).toContain(await read());
		}
		expect(await read()).toBe('new');
	});

	it('has the old or the new content after a power cut at any step, and the new one once told so', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.nat(30),
				fc.array(fc.nat(100), { minLength: 30, maxLength: 30 }),
				fc.boolean(),
				async (steps, picks, isDamaged) => {
					const disk = new PowerCutDisk();
					await fileOn(disk).write(text('old'));
					if (isDamaged) {
						await fileOn(disk).write(text('lost'));
						(await disk.readFile(current())).fill(0);
					}
					disk.cutAfter(steps);
					const isDone = await fileOn(disk)
						.write(text('new'))
						.then(
							() => true,
							() => false,
						);
					const choose = (count: number) => (picks.shift() ?? 0) % count;
					const found = await read(fileOn(disk.afterCut(choose)));
					expect(isDone ? ['new'] : ['old', 'new']).toContain(found);
				},
			),
			{ numRuns: 3_000 },
		);
	});

	it('removes what killed writes left, and nothing else', async () => {
		await fileOn().write(text('old'));
		writeFileSync(join(folder, 'other.tmp-1'), '');
		const steps = await stepsOf((file) => file.write(text('old')));
		let isLeft = false;
		for (let kept = 0; kept < steps; kept += 1) {
			await fileOn(killedAfter(kept))
				.write(text('new'))
				.catch(() => undefined);
			isLeft ||= readdirSync(folder).some((name) => name.startsWith('file.tmp-'));
			await fileOn().clearUnfinished();
			expect(readdirSync(folder).sort()).toEqual(['file', 'file.bak', 'other.tmp-1']);
		}
		expect(isLeft).toBe(true);
	});

	it('never writes through what somebody put in the place of its unfinished file', async () => {
		const flags: string[] = [];
		const fileSystem = faultyFileSystem(() => undefined);
		const open: FileSystem['open'] = (path, how, mode) => {
			flags.push(how);
			return fileSystem.open(path, how, mode);
		};
		await fileOn({ ...fileSystem, open }).write(text('first'));
		expect(flags).toEqual(['wx', 'r']);
	});

	it.each(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS'])(
		'keeps what was written before when the disk says %s at any step, and leaves nothing behind',
		async (code) => {
			const isChange = ({ operation }: DiskStep) =>
				['open', 'writeFile', 'sync', 'close', 'rename'].includes(operation);
			let changes = 0;
			const counting = faultyFileSystem((step) => (changes += isChange(step) ? 1 : 0));
			await fileOn().write(text('before'));
			await fileOn(counting).write(text('old'));
			for (let nth = 0; nth < changes; nth += 1) {
				let left = nth;
				const file = fileOn(refusing(code, (step) => isChange(step) && left-- === 0));
				await expect(file.write(text('new'))).rejects.toThrow(code);
				// The last three are the folder's fsync, when the new content is there already.
				expect(await read()).toBe(nth < changes - 3 ? 'old' : 'new');
				expect(readdirSync(folder).sort()).toEqual(['file', 'file.bak']);
				await fileOn().write(text('old'));
			}
		},
	);

	it.each(['EPERM', 'EBUSY', 'EACCES'])(
		'waits a little longer each time while a rename is refused with %s, as on Windows',
		async (code) => {
			let refusals = 3;
			const isRefused = ({ operation }: DiskStep) => operation === 'rename' && refusals-- > 0;
			await fileOn(refusing(code, isRefused)).write(text('first'));
			expect(await read()).toBe('first');
			expect(clock.waitedMs).toEqual([10, 20, 50]);
		},
	);

	it('gives up on a rename that is refused for good, and leaves no unfinished file', async () => {
		await fileOn().write(text('old'));
		const file = fileOn(refusing('EPERM', ({ operation }) => operation === 'rename'));
		await expect(file.write(text('new'))).rejects.toThrow('EPERM');
		expect(clock.waitedMs).toHaveLength(7);
		expect(await read()).toBe('old');
		expect(readdirSync(folder).filter((name) => name.includes('.tmp-'))).toEqual([]);
	});

	it.each(['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP'])(
		'goes without the fsync of a folder where there is none (%s)',
		async (code) => {
			const file = fileOn(
				refusing(code, (step) => step.operation === 'open' && step.path === folder),
			);
			await file.write(text('first'));
			expect(await read()).toBe('first');
		},
	);

	it.each([
		['its folder', ''],
		['the folder of its new folder', 'made'],
	])('does not call a write durable before %s is synced', async (_what, made) => {
		const isSync = (step: DiskStep) => step.operation === 'sync' && step.path === folder;
		const file = fileOn(refusing('EIO', isSync), join(folder, made));
		await expect(file.write(text('first'))).rejects.toThrow('EIO');
	});

	it.each(['EACCES', 'EPERM', 'EBUSY', 'EMFILE'])(
		'does not take a file for damaged that it may not read (%s), and does not write over it',
		async (code) => {
			await fileOn().write(text('old'));
			const file = fileOn(refusing(code, ({ operation }) => operation === 'readFile'));
			expect(await contentOf(file, 'current')).toBe('not-permitted');
			await expect(file.write(text('new'))).rejects.toThrow(code);
			expect(await read()).toBe('old');
		},
	);

	it('reads a file that a virus scanner held for a moment', async () => {
		await fileOn().write(text('old'));
		let refusals = 2;
		const isRefused = ({ operation }: DiskStep) => operation === 'readFile' && refusals-- > 0;
		expect(await contentOf(fileOn(refusing('EBUSY', isRefused)), 'current')).toBe('old');
	});

	it.each([
		['a folder in its place', mkdirSync, () => false],
		[
			'a bad sector',
			(path: string) => {
				writeFileSync(path, 'any');
			},
			({ operation }: DiskStep) => operation === 'readFile',
		],
	])('takes %s for damage, and sets it aside when it writes', async (_what, place, isBad) => {
		place(current());
		expect(await contentOf(fileOn(refusing('EIO', isBad)), 'current')).toBe('damaged');
		await fileOn(refusing('EIO', isBad)).write(text('new'));
		expect(await read()).toBe('new');
		expect(readdirSync(folder).sort()).toEqual(['file', 'file.unreadable-2026-11-23T083000.000Z']);
	});

	it('does not read into memory what is too large to be its file', async () => {
		writeFileSync(current(), '');
		truncateSync(current(), maxFileBytes + 1);
		const file = fileOn(refusing('EMFILE', ({ operation }) => operation === 'readFile'));
		expect(await contentOf(file, 'current')).toBe('damaged');
	});

	it('never gives up a sound previous generation for a damaged one', async () => {
		await fileOn().write(text('old'));
		await fileOn().write(text('lost'));
		writeFileSync(current(), Buffer.alloc(statSync(current()).size));
		const file = fileOn(refusing('ENOSPC', ({ operation }) => operation === 'writeFile'));
		await expect(file.write(text('new'))).rejects.toThrow('ENOSPC');
		expect(await contentOf(fileOn(), 'previous')).toBe('old');
	});

	it('never gives up a previous generation for one that is distrusted', async () => {
		await fileOn().write(text('old'));
		await fileOn().write(text('of no use'));
		const file = fileOn();
		file.distrustCurrent();
		await file.write(text('new'));
		expect(await contentOf(file, 'current')).toBe('new');
		expect(await contentOf(file, 'previous')).toBe('old');
		expect(readdirSync(folder)).toContain('file.unreadable-2026-11-23T083000.000Z');
	});

	it('neither reads nor writes over the file of a newer version', async () => {
		const newer = frame(text('of the future'), 2);
		writeFileSync(current(), newer);
		expect(await contentOf(fileOn(), 'current')).toBe('newer-version');
		await expect(fileOn().write(text('new'))).rejects.toThrow('newer version');
		expect(readFileSync(current())).toEqual(newer);
		expect(readdirSync(folder)).toEqual(['file']);
	});

	it('begins anew beside what stood there, all of which is set aside', async () => {
		writeFileSync(current(), frame(text('of the future'), 2));
		writeFileSync(previous(), 'damaged');
		await fileOn().replace(text('new'));
		expect(await read()).toBe('new');
		const aside = '.unreadable-2026-11-23T083000.000Z';
		expect(readdirSync(folder).sort()).toEqual(['file', `file.bak${aside}`, `file${aside}`]);
		expect(readFileSync(previous() + aside, 'latin1')).toBe('damaged');
	});

	it('sets nothing aside when there is no room for what comes instead', async () => {
		await fileOn().write(text('old'));
		const file = fileOn(refusing('ENOSPC', ({ operation }) => operation === 'writeFile'));
		await expect(file.replace(text('new'))).rejects.toThrow('ENOSPC');
		expect(readdirSync(folder)).toEqual(['file']);
		expect(await read()).toBe('old');
	});

	it('sets aside without covering what was set aside before', async () => {
		for (const content of ['one', 'two', 'three']) {
			writeFileSync(current(), content);
			await fileOn().setAside('current');
		}
		const contents = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
		expect(contents.sort()).toEqual(['one', 'three', 'two']);
	});

	it('deletes both generations when told to, and what was set aside never', async () => {
		await fileOn().write(text('first'));
		await fileOn().setAside('current');
		await fileOn().write(text('second'));
		await fileOn().write(text('third'));
		await fileOn().remove();
		expect(readdirSync(folder)).toEqual(['file.unreadable-2026-11-23T083000.000Z']);
	});

	it('is never torn when two programs write at the same time', async () => {
		const whole = ['a', 'b'].map((name) => name.repeat(500));
		const write = async (content: string) => {
			for (let nth = 0; nth < 50; nth += 1) await fileOn().write(text(content));
		};
		const watch = async () => {
			for (let nth = 0; nth < 200; nth += 1) {
				expect(whole).toContain(await contentOf(fileOn(), 'current'));
				expect(whole).toContain(await contentOf(fileOn(), 'previous'));
			}
		};
		for (const content of whole) await fileOn().write(text(content));
		await Promise.all([...whole.map(write), watch()]);
	});
});
