import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { lockStamp, refuseOldNode } from '../../scripts/dependencies.mjs';
import { Refusal } from '../../scripts/refusal.mjs';

describe('refuseOldNode', () => {
	it('accepts the oldest supported version and all newer ones', () => {
		for (const version of ['20.19.0', '20.20.2', '22.0.0', '100.1.0']) {
			expect(() => {
				refuseOldNode(version);
			}, version).not.toThrow();
		}
	});

	it('refuses an older version in one sentence that names it', () => {
		for (const version of ['20.18.3', '18.20.0', '9.99.0']) {
			expect(() => {
				refuseOldNode(version);
			}, version).toThrow(Refusal);
		}
		expect(() => {
			refuseOldNode('18.20.0');
		}).toThrow(/^ABHA Desk needs Node 20\.19 or newer, and this is Node 18\.20\.0: /);
	});
});

describe('lockStamp', () => {
	let root = '';
	const writeLock = (content: string) => {
		writeFileSync(path.join(root, 'package-lock.json'), content);
	};
	beforeEach(() => {
		root = mkdtempSync(path.join(os.tmpdir(), 'lock-'));
		writeLock('{"lockfileVersion":3}');
	});
	afterEach(() => {
		rmSync(root, { recursive: true });
	});

	it('is not current before an installation', () => {
		expect(lockStamp(root).isCurrent()).toBe(false);
	});

	it('is not current when an installation did not reach its end', () => {
		mkdirSync(path.join(root, 'node_modules'));
		expect(lockStamp(root).isCurrent()).toBe(false);
	});

	it('is current after an installation, until the lock file changes', () => {
		mkdirSync(path.join(root, 'node_modules'));
		lockStamp(root).write();
		expect(lockStamp(root).isCurrent()).toBe(true);

		writeLock('{"lockfileVersion":3,"packages":{}}');
		expect(lockStamp(root).isCurrent()).toBe(false);
	});
});
