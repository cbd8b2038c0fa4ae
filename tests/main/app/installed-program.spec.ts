import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { findOwnInstallation } from '../../../main/app/installed-program.ts';

let resourcesPath: string;

beforeEach(() => {
	resourcesPath = mkdtempSync(join(tmpdir(), 'abha-desk-resources-'));
});
afterEach(() => {
	rmSync(resourcesPath, { recursive: true });
});

const APPIMAGE = '/home/desk/ABHA Desk.AppImage';

function found(env: Record<string, string>, execPath: string) {
	return findOwnInstallation({ platform: 'linux', arch: 'x64', env, execPath, resourcesPath });
}

it('is the AppImage that it runs from', () => {
	const env = { APPIMAGE, APPDIR: '/tmp/.mount_abha' };
	expect(found(env, '/tmp/.mount_abha/abha-desk')).toMatchObject({ path: APPIMAGE });
});

it('is not the AppImage of the terminal that it was started from', () => {
	const env = { APPIMAGE: '/home/desk/Editor.AppImage', APPDIR: '/tmp/.mount_editor' };
	expect(found(env, '/opt/ABHA Desk/abha-desk')).toBeNull();
	expect(found(env, '/tmp/.mount_editor-of-another/abha-desk')).toBeNull();
});

it('is the package that the resources name, and without a name none', () => {
	expect(found({}, '/opt/ABHA Desk/abha-desk')).toBeNull();
	writeFileSync(join(resourcesPath, 'package-type'), 'deb\n');
	expect(found({}, '/opt/ABHA Desk/abha-desk')).toMatchObject({ format: 'deb' });
});
