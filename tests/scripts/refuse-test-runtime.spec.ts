import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { beforePack } from '../../scripts/refuse-test-runtime.mjs';
import { markerFile } from '../../scripts/test-runtime.mjs';

let project = '';
beforeEach(() => {
	project = mkdtempSync(path.join(os.tmpdir(), 'refuse-'));
	mkdirSync(path.join(project, 'electron'));
	mkdirSync(path.join(project, 'test-runtime'));
	writeFileSync(path.join(project, 'test-runtime', markerFile), '');
	vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', undefined);
});
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(project, { recursive: true });
});

const pack = (electronDist?: unknown) => () => {
	beforePack({ packager: { projectDir: project, config: { electronDist } } });
};

describe('beforePack', () => {
	it('lets electron-builder fetch an Electron by itself', () => {
		expect(pack()).not.toThrow();
	});

	it('lets an Electron be packaged that lies in a folder of its own', () => {
		expect(pack('electron')).not.toThrow();
	});

	it('refuses the test runtime, whether its path is absolute or relative to the project', () => {
		expect(pack('test-runtime')).toThrow(/would package the test runtime/);
		expect(pack(path.join(project, 'test-runtime'))).toThrow(/would package the test runtime/);
	});

	it('refuses the test runtime when the environment names it', () => {
		vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', path.join(project, 'test-runtime'));
		expect(pack()).toThrow(/would package the test runtime/);
	});
});
