import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';

import type { FileSystem } from '../../../main/vault/durable-file.ts';
import { PowerCutDisk } from '../../support/power-cut-disk.ts';
import { appImage, refusalOf } from '../../support/signed-updates.ts';
import { UpdatedPc } from '../../support/updated-pc.ts';

// Hundreds of PCs, each with real files.
vi.setConfig({ testTimeout: 240_000 });

/** What is true, whatever the program believes. */
interface Truth {
	/** Versions that never show a screen. */
	bad: Set<string>;
	/** Versions that have shown their first screen on this PC, and had the time to remember it. */
	seen: Set<string>;
	/** Those, and the ones whose power was cut meanwhile. */
	perhapsSeen: Set<string>;
	/** What was running when each version was last handed over to be installed. */
	installedFrom: Map<string, string>;
	/** Versions that this program has rolled back from. */
	givenUp: Set<string>;
	latest: number;
	counter: number;
	rollBacks: number;
}

/** A PC whose power may be cut at any step of the record's file. */
class Pc {
	readonly pc = new UpdatedPc();
	disk = new PowerCutDisk();

	get running(): string {
		return this.pc.imageContent;
	}

	/** `dies`: when everything is remembered and the program's file is about to be replaced. */
	start(dies: boolean, onHandOver: () => void = () => undefined) {
		const image = dies ? join(this.pc.folder, 'nowhere', 'image') : this.pc.image;
		const run = () => {
			onHandOver();
			return Promise.resolve();
		};
		const fileSystem: FileSystem = this.disk;
		const installation = appImage(image);
		return this.pc.start(this.running, { fileSystem, installation, run });
	}

	/** Runs `step` until so many steps of the disk are done; then the power is off, and on again. */
	async withCut(cut: Cut, step: () => Promise<unknown>): Promise<void> {
		if (cut !== null) this.disk.cutAfter(cut.steps);
		await refusalOf(step());
		if (cut === null) return;
		const picks = [...cut.picks];
		this.disk = this.disk.afterCut((count) => (picks.shift() ?? 0) % count);
	}
}

type Cut = { steps: number; picks: number[] } | null;
type Command = fc.AsyncCommand<Truth, Pc>;

class Publish implements Command {
	readonly isBad;
	readonly isOld;
	constructor(isBad: boolean, isOld: boolean) {
		this.isBad = isBad;
		this.isOld = isOld;
	}
	check = () => true;
	async run(truth: Truth, { pc }: Pc): Promise<void> {
		if (!this.isOld) truth.latest += 1;
		truth.counter += 1;
		const version = `0.${truth.latest}.0`;
		if (!this.isOld && this.isBad) truth.bad.add(version);
		pc.publish(version, truth.counter);
	}
	toString = () => `publish ${this.isBad ? 'bad' : 'good'}${this.isOld ? ', same version' : ''}`;
}

class FetchAndInstall implements Command {
	readonly cut;
	readonly dies;
	constructor(cut: Cut, dies: boolean) {
		this.cut = cut;
		this.dies = dies;
	}
	check = () => true;
	async run(truth: Truth, real: Pc): Promise<void> {
		const before = real.running;
		// Nobody presses anything before there is a screen.
		if (!truth.seen.has(before)) return;
		await real.withCut(this.cut, async () => {
			const updates = real.start(this.dies);
			await updates.fetch();
			await updates.install('administrator');
		});
		if (real.running === before) return;
		expect(minor(real.running)).toBeGreaterThan(minor(before));
		expect([...truth.givenUp]).not.toContain(real.running);
		truth.installedFrom.set(real.running, before);
	}
	toString = () => `fetch and install${describeEnd(this)}`;
}

class Start implements Command {
	readonly cut;
	readonly isKilled;
	readonly dies;
	constructor(cut: Cut, isKilled: boolean, dies: boolean) {
		this.cut = cut;
		this.isKilled = isKilled;
		this.dies = dies;
	}
	check = () => true;
	async run(truth: Truth, real: Pc): Promise<void> {
		const before = real.running;
		const handedOver: string[] = [];
		await real.withCut(this.cut, async () => {
			// Not checked here: what is thrown here is a program that does not start.
			const updates = real.start(this.dies, () => handedOver.push(real.running));
			if ((await updates.begin()) === 'rolling-back') return;
			if (this.isKilled || truth.bad.has(before)) return;
			await updates.reachedFirstScreen();
			truth.perhapsSeen.add(before);
			if (this.cut === null) truth.seen.add(before);
		});
		if (handedOver.length === 0 && real.running === before) return;
		// Only back, to what ran before it and had its screen, and only from what never had one.
		truth.rollBacks += 1;
		truth.givenUp.add(before);
		expect(real.running).toBe(truth.installedFrom.get(before));
		expect([...truth.perhapsSeen]).toContain(real.running);
		expect([...truth.seen]).not.toContain(before);
	}
	toString = () => `start${this.isKilled ? ', killed' : ''}${describeEnd(this)}`;
}

/** Whatever has happened: a version that never shows its screen is gone after three starts. */
class StartUntilItWorks implements Command {
	check = () => true;
	async run(truth: Truth, real: Pc): Promise<void> {
		const way = truth.installedFrom.has(real.running);
		for (let start = 0; start < 4; start += 1) await new Start(null, false, false).run(truth, real);
		if (way) expect([...truth.bad]).not.toContain(real.running);
	}
	toString = () => 'start until it works';
}

const minor = (version: string) => Number(version.split('.')[1]);
const describeEnd = ({ cut, dies }: { cut: Cut; dies: boolean }) =>
	(dies ? ', dies before the file' : '') + (cut === null ? '' : `, power cut after ${cut.steps}`);

const cut = fc.option(
	fc.record({ steps: fc.nat(40), picks: fc.array(fc.nat(9), { minLength: 12, maxLength: 12 }) }),
	{ freq: 1 },
);
const rarely = fc.constantFrom(false, false, false, true);
const commands = fc.commands<Truth, Pc, false>(
	[
		fc.tuple(fc.boolean(), rarely).map((how) => new Publish(...how)),
		fc.tuple(cut, rarely).map((how) => new FetchAndInstall(...how)),
		fc.tuple(cut, fc.boolean(), rarely).map((how) => new Start(...how)),
		fc.constant(new StartUntilItWorks()),
	] as fc.Arbitrary<Command>[],
	{ maxCommands: 30, size: 'max' },
);

let rollBacks = 0;
let installs = 0;

afterAll(() => {
	console.log(`rollback model: ${installs} versions installed, ${rollBacks} rolled back`);
});

describe('updates and rollbacks, with the power cut between any two steps', () => {
	it('go forward to newer versions, back only to the one before, and leave no PC without a screen', async () => {
		await fc.assert(
			fc.asyncProperty(commands, async (todo) => {
				const real = new Pc();
				const truth: Truth = {
					...{ bad: new Set(), seen: new Set(), perhapsSeen: new Set() },
					...{ installedFrom: new Map(), givenUp: new Set() },
					...{ latest: 1, counter: 1, rollBacks: 0 },
				};
				try {
					await new Start(null, false, false).run(truth, real);
					await fc.asyncModelRun(() => ({ model: truth, real }), todo);
				} finally {
					real.pc.remove();
				}
				rollBacks += truth.rollBacks;
				installs += truth.installedFrom.size;
			}),
			{ numRuns: 120 },
		);
		// A model in which nothing happens would show nothing.
		expect(installs).toBeGreaterThan(40);
		expect(rollBacks).toBeGreaterThan(10);
	});
});
