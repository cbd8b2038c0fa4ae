import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { nsis, refusalOf } from '../../support/signed-updates.ts';
import { UpdatedPc } from '../../support/updated-pc.ts';

let pc: UpdatedPc;

beforeEach(() => {
	pc = new UpdatedPc();
});
afterEach(() => {
	pc.remove();
});

const files = () =>
	readdirSync(pc.updateFolder).filter((name) => !name.startsWith('update-record'));

/** An update from 0.1.0 that was installed and has not been started. */
async function install(version: string, counter: number, from = '0.1.0'): Promise<void> {
	pc.publish(version, counter);
	const updates = await pc.startWell(from);
	await updates.fetch();
	await updates.install('administrator');
}

describe('createUpdates', () => {
	it('offers, fetches and installs a newer version, and says each time what it did', async () => {
		pc.publish('0.2.0', 7);
		const updates = await pc.startWell();
		const offer = { state: 'offered', version: '0.2.0', sizeBytes: 5 };
		expect(await updates.check()).toMatchObject(offer);
		expect(await updates.waiting()).toBeNull();
		const progress: number[] = [];
		expect(await updates.fetch((bytes) => progress.push(bytes))).toMatchObject(offer);
		expect(progress).toEqual([4, 5]);
		expect(await updates.waiting()).toBe('0.2.0');
		expect(pc.imageContent).toBe('0.1.0');
		await updates.install('administrator');
		expect(pc.imageContent).toBe('0.2.0');
		expect(statSync(pc.image).mode & 0o777).toBe(0o755);
		expect(pc.handedOver).toEqual([{ kind: 'relaunch', program: pc.image }]);

		const after = await pc.startWell('0.2.0');
		expect(await after.check()).toEqual({ state: 'up-to-date' });
		expect(await after.waiting()).toBeNull();
		expect(files()).toEqual(['0.2.0.AppImage']);
	});

	it('hands a Windows installer over under a name of ours, and changes nothing itself', async () => {
		pc.publish('0.2.0', 7);
		const updates = await pc.startWell('0.1.0', { installation: nsis });
		await updates.fetch();
		await updates.install('administrator');
		const program = join(pc.updateFolder, '0.2.0.exe');
		expect(readFileSync(program, 'utf8')).toBe('installer of 0.2.0');
		expect(pc.handedOver).toEqual([
			{ kind: 'start-and-quit', program, arguments: ['/S', '--updated', '--force-run'] },
		]);
		expect(pc.imageContent).toBe('0.1.0');
	});

	it('asks for the manifest and its own file, and for nothing else', async () => {
		pc.publish('0.2.0', 7);
		await (await pc.startWell()).fetch();
		expect(pc.source.asked).toEqual(['abha-desk.update', 'abha-desk-0.2.0.AppImage']);
	});

	it('asks for nothing while updates are off', async () => {
		pc.publish('0.2.0', 7);
		pc.isOff = true;
		const updates = await pc.startWell();
		expect(await refusalOf(updates.fetch())).toBe('off');
		expect(pc.source.asked).toEqual([]);
	});

	it('keeps other users out of its folder and its files', async () => {
		pc.publish('0.2.0', 7);
		const updates = await pc.startWell();
		chmodSync(pc.updateFolder, 0o777);
		await updates.fetch();
		expect(statSync(pc.updateFolder).mode & 0o777).toBe(0o700);
		for (const name of readdirSync(pc.updateFolder)) {
			expect(statSync(join(pc.updateFolder, name)).mode & 0o777, name).toBe(0o600);
		}
	});

	it('takes up a download again that was broken off', async () => {
		pc.publish('0.2.0', 7);
		const whole = pc.source.files.get('abha-desk-0.2.0.AppImage')!;
		pc.source.files.set('abha-desk-0.2.0.AppImage', whole.subarray(0, 3));
		const updates = await pc.startWell();
		expect(await refusalOf(updates.fetch())).toBe('truncated');
		pc.source.files.set('abha-desk-0.2.0.AppImage', whole);
		await pc.start().fetch();
		expect(await pc.start().waiting()).toBe('0.2.0');
	});

	it('replaces what waits by something newer', async () => {
		pc.publish('0.2.0', 7);
		const updates = await pc.startWell();
		await updates.fetch();
		pc.publish('0.3.0', 8);
		await updates.fetch();
		expect(await updates.waiting()).toBe('0.3.0');
		expect(files()).toEqual(['0.3.0.AppImage']);
	});

	it('installs at closing only if that was set', async () => {
		pc.publish('0.2.0', 7);
		const updates = await pc.startWell();
		await updates.fetch();
		expect(await refusalOf(updates.install('closing'))).toBe('not-at-closing');
		pc.installsAtClosing = true;
		await updates.install('closing');
		expect(pc.imageContent).toBe('0.2.0');
	});

	it('gives way to a patient who comes while it verifies', async () => {
		pc.publish('0.2.0', 7);
		const updates = await pc.startWell();
		await updates.fetch();
		let asked = 0;
		const isBusy = () => (asked += 1) > 1;
		expect(await refusalOf(pc.start('0.1.0', { isBusy }).install('administrator'))).toBe('busy');
		expect(asked).toBe(2);
		expect(pc.imageContent).toBe('0.1.0');
		expect(pc.handedOver).toEqual([]);
		await pc.start().install('administrator');
		expect(pc.imageContent).toBe('0.2.0');
	});

	it('does one thing at a time', async () => {
		pc.publish('0.2.0', 7);
		const updates = await pc.startWell();
		const fetching = updates.fetch();
		expect(await refusalOf(updates.check())).toBe('already-at-it');
		expect(await refusalOf(updates.install('administrator'))).toBe('already-at-it');
		await fetching;
		expect(await refusalOf(updates.check())).toBeNull();
	});

	it('does not lose a download to a first screen that comes late', async () => {
		pc.publish('0.2.0', 7);
		const updates = pc.start();
		await updates.begin();
		pc.source.pieceBytes = 1;
		const fetching = updates.fetch(() => void updates.reachedFirstScreen());
		await fetching;
		expect(files()).toEqual(['0.2.0.AppImage']);
		await updates.install('administrator');
		expect(pc.imageContent).toBe('0.2.0');
	});

	it('remembers the highest counter over a restart', async () => {
		pc.publish('0.3.0', 9);
		await (await pc.startWell()).check();
		pc.publish('0.2.0', 8);
		expect(await refusalOf((await pc.startWell()).check())).toBe('older-counter');
	});
});

describe('a version that does not reach its first screen', () => {
	it('is replaced at its third start by the one before it', async () => {
		await install('0.2.0', 7);
		expect(await pc.start('0.2.0').begin()).toBe('go-on');
		expect(await pc.start('0.2.0').begin()).toBe('go-on');
		expect(pc.imageContent).toBe('0.2.0');
		expect(await pc.start('0.2.0').begin()).toBe('rolling-back');
		expect(pc.imageContent).toBe('0.1.0');
		expect(pc.handedOver).toHaveLength(2);
		expect(pc.lines.some((line) => line.includes('version does not start'))).toBe(true);
	});

	it('is not offered again, under its own counter or another, but a newer one is', async () => {
		await install('0.2.0', 7);
		for (let start = 0; start < 3; start += 1) await pc.start('0.2.0').begin();
		const updates = await pc.startWell('0.1.0');
		expect(await refusalOf(updates.check())).toBe('failed-before');
		pc.publish('0.2.0', 8);
		expect(await refusalOf(updates.check())).toBe('failed-before');
		pc.publish('0.2.1', 9);
		expect(await updates.check()).toMatchObject({ state: 'offered', version: '0.2.1' });
		expect(files()).toEqual(['0.1.0.AppImage']);
	});

	it('is counted anew after its first screen, and then never rolled back', async () => {
		await install('0.2.0', 7);
		await pc.start('0.2.0').begin();
		await pc.startWell('0.2.0');
		for (let start = 0; start < 5; start += 1) {
			expect(await pc.start('0.2.0').begin()).toBe('go-on');
		}
	});

	it('stays when the way back was changed', async () => {
		await install('0.2.0', 7);
		writeFileSync(join(pc.updateFolder, '0.1.0.AppImage'), '0.0.1');
		for (let start = 0; start < 4; start += 1) {
			expect(await pc.start('0.2.0').begin()).toBe('go-on');
		}
		expect(pc.imageContent).toBe('0.2.0');
	});

	it('stays when a person has put it there', async () => {
		await install('0.2.0', 7);
		await pc.startWell('0.2.0');
		for (let start = 0; start < 4; start += 1) {
			expect(await pc.start('0.5.0').begin()).toBe('go-on');
		}
		for (let start = 0; start < 4; start += 1) {
			expect(await pc.start('0.1.5').begin()).toBe('go-on');
		}
	});

	it('stays on a PC that knows no way back: the first installer came by hand', async () => {
		pc.publish('0.2.0', 7);
		const updates = await pc.startWell('0.1.0', { installation: nsis });
		await updates.fetch();
		await updates.install('administrator');
		for (let start = 0; start < 4; start += 1) {
			expect(await pc.start('0.2.0', { installation: nsis }).begin()).toBe('go-on');
		}
	});

	it('is rolled back by the installer of the version before it, once that came as an update', async () => {
		const changes = { installation: nsis };
		pc.publish('0.2.0', 7);
		await (await pc.startWell('0.1.0', changes)).fetch();
		await pc.start('0.1.0', changes).install('administrator');
		pc.publish('0.3.0', 8);
		await (await pc.startWell('0.2.0', changes)).fetch();
		await pc.start('0.2.0', changes).install('administrator');
		await pc.start('0.3.0', changes).begin();
		await pc.start('0.3.0', changes).begin();
		expect(await pc.start('0.3.0', changes).begin()).toBe('rolling-back');
		expect(pc.handedOver.at(-1)).toMatchObject({ program: join(pc.updateFolder, '0.2.0.exe') });
	});

	it('is started again where nobody may install the one before it', async () => {
		await install('0.2.0', 7);
		await pc.start('0.2.0').begin();
		await pc.start('0.2.0').begin();
		const run = () => Promise.reject(new Error('declined'));
		expect(await pc.start('0.2.0', { run }).begin()).toBe('go-on');
	});

	it('does not keep the desk closed when the record cannot be kept', async () => {
		const inTheWay = join(pc.folder, 'in-the-way');
		writeFileSync(inTheWay, '');
		const updates = pc.start('0.1.0', { folder: inTheWay });
		expect(await updates.begin()).toBe('go-on');
		await updates.reachedFirstScreen();
		expect(pc.lines.filter((line) => line.includes('update step failed'))).toHaveLength(2);
	});
});

it('removes what kills left of downloads, and nothing that is not its own', async () => {
	await pc.startWell();
	for (const name of ['0123456789abcdef.part', '0.0.5.AppImage', 'notes.txt']) {
		writeFileSync(join(pc.updateFolder, name), '');
	}
	await (await pc.startWell('0.1.1')).waiting();
	expect(files()).toEqual(['notes.txt']);
	expect(existsSync(pc.image)).toBe(true);
});
