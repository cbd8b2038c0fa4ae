import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { emptyRecord, RecordFile, recordVersion } from '../../../main/update/update-record.ts';
import { DurableFile } from '../../../main/vault/durable-file.ts';
import { frame } from '../../../main/vault/file-frame.ts';
import { ImpatientClock } from '../../support/impatient-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { refusalOf } from '../../support/signed-updates.ts';

let folder: string;
const path = () => join(folder, 'update-record');

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-record-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

function open(log = recordedLog()): RecordFile {
	const options = { folder, name: 'update-record', version: recordVersion };
	return new RecordFile(new DurableFile({ ...options, clock: new ImpatientClock() }), log.log);
}

const atCounter = (counter: number) => ({ ...emptyRecord, highest: { counter, digest: 'd' } });

async function writeTwo(): Promise<void> {
	const file = open();
	await file.change(() => atCounter(1));
	await file.change(() => atCounter(2));
}

describe('RecordFile', () => {
	it('is empty at first, and then as last changed', async () => {
		expect(await open().read()).toEqual(emptyRecord);
		await writeTwo();
		expect(await open().read()).toEqual(atCounter(2));
	});

	it('lets changes wait for each other', async () => {
		const file = open();
		const add = () => file.change((before) => atCounter((before.highest?.counter ?? 0) + 1));
		await Promise.all([add(), add(), add()]);
		expect((await open().read()).highest?.counter).toBe(3);
	});

	it('does not touch the disk for a change that changes nothing', async () => {
		await open().change((before) => before);
		expect(() => readFileSync(path())).toThrow('ENOENT');
	});

	it('goes back one generation when the newest is damaged, says so, and goes on', async () => {
		await writeTwo();
		truncateSync(path(), 20);
		const log = recordedLog();
		const file = open(log);
		expect(await file.read()).toEqual(atCounter(1));
		expect(log.lines.join()).toContain('update record damaged');
		await file.change(() => atCounter(3));
		expect(await open().read()).toEqual(atCounter(3));
	});

	it.each([
		['not JSON', 'nonsense'],
		['of another shape', '{"highest":7}'],
		['with a path for a version', JSON.stringify({ ...emptyRecord, kept: { version: '../x' } })],
	])('takes nothing from a whole file that is %s', async (_what, content) => {
		await writeTwo();
		writeFileSync(path(), frame(Buffer.from(content), recordVersion));
		expect(await open().read()).toEqual(atCounter(1));
	});

	it('neither reads nor replaces what a newer version wrote', async () => {
		const newer = frame(Buffer.from('{}'), recordVersion + 1);
		writeFileSync(path(), newer);
		const file = open();
		expect(await refusalOf(file.read())).toBe('record-unreadable');
		expect(await refusalOf(file.change(() => atCounter(1)))).toBe('record-unreadable');
		expect(readFileSync(path())).toEqual(newer);
	});
});
