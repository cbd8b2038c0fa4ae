import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { beforePack } from '../../../scripts/packaging/before-pack.mjs';
import { markerFile } from '../../../scripts/test-runtime.mjs';

let project = '';
beforeEach(() => {
	project = mkdtempSync(path.join(os.tmpdir(), 'before-pack-'));
	mkdirSync(path.join(project, 'electron'));
	mkdirSync(path.join(project, 'test-runtime'));
	writeFileSync(path.join(project, 'test-runtime', markerFile), '');
	vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', undefined);
});
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(project, { recursive: true });
});

const pack =
	(electronDist?: unknown, flavour: string | undefined = 'release', ...targets: string[]) =>
	() => {
		const config = { electronDist, extraMetadata: { abhaDeskFlavour: flavour } };
		beforePack({
			targets: targets.map((name) => ({ name })),
			packager: { projectDir: project, config },
		});
	};

describe('beforePack', () => {
	it('lets electron-builder fetch an Electron by itself', () => {
		expect(pack()).not.toThrow();
	});

	it('lets an Electron be packaged that lies in a folder of its own', () => {
		expect(pack('electron', 'release', 'deb')).not.toThrow();
	});

	it('refuses the test runtime, whether its path is absolute or relative to the project', () => {
		expect(pack('test-runtime')).toThrow(/would package the test runtime/);
		expect(pack(path.join(project, 'test-runtime'))).toThrow(/would package the test runtime/);
	});

	it('refuses the test runtime when the environment names it', () => {
		vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', path.join(project, 'test-runtime'));
		expect(pack()).toThrow(/would package the test runtime/);
	});

	it.each(['test', 'rehearsal'])('puts the test runtime into a folder for a %s', (flavour) => {
		expect(pack('test-runtime', flavour, 'dir')).not.toThrow();
	});

	it.each(['test', 'rehearsal'])('makes no installer of a %s with the test runtime', (flavour) => {
		expect(pack('test-runtime', flavour, 'dir', 'deb')).toThrow(/would package the test runtime/);
	});

	it('refuses a package that nobody sets the fuses of', () => {
		const context = { targets: [], packager: { projectDir: project, config: {} } };
		expect(() => {
			beforePack(context);
		}).toThrow(/npm run package/);
	});
});
