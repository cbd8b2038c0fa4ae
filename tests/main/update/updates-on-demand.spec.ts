import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { HandOver } from '../../../main/update/install-plan.ts';
import { UpdatesOnDemand } from '../../../main/update/updates-on-demand.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { UpdatedPc } from '../../support/updated-pc.ts';
import { appImage, testKeys } from '../../support/signed-updates.ts';

let profile: string;

beforeEach(() => {
	profile = mkdtempSync(join(tmpdir(), 'abha-desk-on-demand-'));
});
afterEach(() => {
	rmSync(profile, { recursive: true });
});

function start(runningVersion: string, folder: string, image: string) {
	const handedOver: HandOver[] = [];
	const updates = new UpdatesOnDemand({
		...{ clock: new FakeClock(), log: recordedLog().log, pinnedKeys: testKeys },
		...{ channel: 'stable', runningVersion, folder, installation: appImage(image) },
		desk: () => null,
		run: (handOver) => {
			handedOver.push(handOver);
			return Promise.resolve();
		},
	});
	return { updates, handedOver };
}

describe('updates on demand', () => {
	it('leave no trace of a start on a PC where nobody asked for them', async () => {
		const folder = join(profile, 'updates');
		const { updates } = start('0.1.0', folder, '/nowhere');
		expect(await updates.begin()).toBe('go-on');
		await updates.reachedFirstScreen();
		expect(existsSync(folder)).toBe(false);
	});

	it('count a start that was good before anybody asked, so that it can be gone back to', async () => {
		const pc = new UpdatedPc();
		try {
			const first = start('0.1.0', pc.updateFolder, pc.image);
			await first.updates.begin();
			await first.updates.reachedFirstScreen();
			await first.updates.open();
			// The next version comes the usual way, and fails twice.
			pc.publish('0.2.0', 7);
			const updates = pc.start();
			await updates.fetch();
			await updates.install('administrator');
			for (const _failed of [1, 2]) {
				const { updates: next } = start('0.2.0', pc.updateFolder, pc.image);
				expect(await next.begin()).toBe('go-on');
			}
			const third = start('0.2.0', pc.updateFolder, pc.image);
			expect(await third.updates.begin()).toBe('rolling-back');
			expect(third.handedOver).toEqual([{ kind: 'relaunch', program: pc.image }]);
			expect(pc.imageContent).toBe('0.1.0');
		} finally {
			pc.remove();
		}
	});
});
