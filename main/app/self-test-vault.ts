import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import type { Clock } from '../clock.ts';
import type { Log } from '../log/log.ts';
import { Secret } from '../secret.ts';
import { createVault, findVault } from '../vault/find-vault.ts';
import { SelfTestFailed } from './self-test-page.ts';

const content = z.strictObject({ planted: z.string() });

/** A vault with a passphrase, written, found on the disk, refused to a stranger, and opened again. */
export async function tryVault(folder: string, clock: Clock, log: Log): Promise<void> {
	const options = {
		...{ folder, clock, log },
		findKeyring: () => Promise.resolve(null),
		parse: (json: unknown) => content.parse(json),
	};
	const [planted, passphrase] = [randomUUID(), new Secret(randomUUID())];
	await createVault(options, { planted }, { method: 'passphrase', passphrase });
	if ((await readFile(join(folder, 'vault.bin'))).includes(planted)) {
		throw new SelfTestFailed('the vault holds its secret in clear');
	}
	const found = await findVault(options);
	if (found.state !== 'locked') throw new SelfTestFailed('the vault asks for no passphrase');
	const isRefused = await found.unlock(new Secret(randomUUID())).then(
		() => false,
		() => true,
	);
	if (!isRefused) throw new SelfTestFailed('the vault opens for any passphrase');
	const opened = await found.unlock(passphrase);
	if (opened.state !== 'open' || opened.vault.cell('planted').value !== planted) {
		throw new SelfTestFailed('the vault does not give back what was put into it');
	}
}
