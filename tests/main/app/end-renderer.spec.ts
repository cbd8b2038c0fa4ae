import { beforeEach, describe, expect, it } from 'vitest';

import { endRenderer } from '../../../main/app/end-renderer.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeContents } from './fakes.ts';

let contents: FakeContents;
let clock: FakeClock;
let killed: number[];

beforeEach(() => {
	contents = new FakeContents();
	clock = new FakeClock();
	killed = [];
});

function end(onKill: () => void = () => undefined): Promise<void> {
	const kill = (processId: number) => {
		killed.push(processId);
		onKill();
	};
	return endRenderer(contents.asContents(), { clock, kill });
}

describe('endRenderer', () => {
	it('waits until the process is gone', async () => {
		await end();
		expect(contents.processId).toBe(0);
		expect(killed).toEqual([]);
		expect(clock.waiting).toBe(0);
	});

	it('has nothing to do when the process is gone already', async () => {
		contents.processId = 0;
		await end();
		expect(clock.waiting).toBe(0);
	});

	it('kills a process that does not go within a second', async () => {
		contents.isStopped = true;
		const ending = end(() => {
			contents.goes('killed');
		});
		clock.advance(999);
		expect(killed).toEqual([]);
		clock.advance(1);
		await ending;
		expect(killed).toEqual([100]);
	});

	it('never signals process 0, which is our own group', async () => {
		contents.isStopped = true;
		const ending = end();
		contents.processId = 0;
		clock.advance(1_000);
		expect(killed).toEqual([]);
		contents.emit('render-process-gone', {}, { reason: 'killed' });
		await ending;
	});

	it('says so when nothing helps', async () => {
		contents.isStopped = true;
		const ending = end(() => {
			throw new Error('EPERM');
		});
		const refused = expect(ending).rejects.toThrow('does not let go');
		clock.advance(2_000);
		await refused;
		expect(contents.listenerCount('render-process-gone')).toBe(0);
	});
});
