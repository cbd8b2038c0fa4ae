import { writeSync } from 'node:fs';

import { z } from 'zod';

import { systemClock } from '../../main/clock.ts';
import { createLog } from '../../main/log/log.ts';
import { createVault, findVault } from '../../main/vault/find-vault.ts';
import type { VaultOptions } from '../../main/vault/vault.ts';
import { FakeKeyring } from './fake-keyring.ts';

/** The ballast makes a write long enough to be met in its middle. */
const content = z.object({ generation: z.int(), ballast: z.string() });

export type SavedContent = z.infer<typeof content>;

/** A real disk, a real clock and a keyring that every process opens. */
export function savingVaultOptions(folder: string): VaultOptions<SavedContent> {
	return {
		folder,
		findKeyring: () => Promise.resolve(new FakeKeyring()),
		parse: (json) => content.parse(json),
		clock: systemClock,
		log: createLog(() => undefined),
	};
}

/** The program to be killed: it saves one generation after another, and says which are saved. */
export async function saveWithoutEnd(folder: string): Promise<never> {
	const options = savingVaultOptions(folder);
	const found = await findVault(options);
	if (found.state !== 'open' && found.state !== 'absent') throw new Error(found.state);
	const first = { generation: 0, ballast: 'x'.repeat(32_768) };
	const vault =
		found.state === 'open' ? found.vault : await createVault(options, first, { method: 'keyring' });
	const cell = vault.cell('generation');
	for (;;) {
		await cell.set(cell.value + 1);
		// Not console.log: what is said must have left the program before the next save begins.
		writeSync(1, `${cell.value}\n`);
	}
}
