import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { canChange, programPlaces } from '../../../main/app/program-files.ts';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-program-'));
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

describe('programPlaces', () => {
	it('are all that somebody could put another file into', () => {
		expect(programPlaces('/opt/x/x', '/opt/x/resources')).toEqual([
			...['/opt/x/x', '/opt/x', '/opt/x/resources'],
		]);
		expect(programPlaces('/mnt/x/x', '/mnt/x/resources', '/home/a/x.AppImage')).toContain(
			'/home/a/x.AppImage',
		);
	});
});

// What belongs to others is shown on the package (tests/packaged/doctor.spec.ts): root may write all.
describe('canChange', () => {
	it('finds one place among others that can be changed', async () => {
		const own = join(folder, 'own');
		writeFileSync(own, '');
		chmodSync(own, 0o600);
		expect(await canChange([join(folder, 'gone'), own])).toBe(true);
	});

	it('takes what is not there for nothing that could be changed', async () => {
		expect(await canChange([join(folder, 'gone')])).toBe(false);
	});
});
