import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { refuseWrongIntegrity } from '../../scripts/integrity.mjs';
import { Refusal } from '../../scripts/refusal.mjs';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'integrity-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

function fileWith(content: string): string {
	const file = path.join(folder, 'runtime.tgz');
	writeFileSync(file, content);
	return file;
}

const integrityOf = (content: string) =>
	`sha512-${createHash('sha512').update(content).digest('base64')}`;

describe('refuseWrongIntegrity', () => {
	it('accepts the file that was expected', async () => {
		await expect(
			refuseWrongIntegrity(fileWith('electron'), integrityOf('electron')),
		).resolves.toBeUndefined();
	});

	it('refuses a file of which one letter differs, and names it', async () => {
		const answer = refuseWrongIntegrity(fileWith('electrom'), integrityOf('electron'));
		await expect(answer).rejects.toThrow(Refusal);
		await expect(answer).rejects.toThrow(/^runtime\.tgz is not the file that was expected/);
	});

	it('refuses a file that was cut short', async () => {
		const answer = refuseWrongIntegrity(fileWith(''), integrityOf('electron'));
		await expect(answer).rejects.toThrow(Refusal);
	});
});
