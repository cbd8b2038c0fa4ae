import { randomBytes, randomUUID } from 'node:crypto';

import { keyBytes } from './seal.ts';

/**
 * Of the file and of everything sealed in it. A later one may change anything but the frame. It goes
 * up with every change that this version could not read.
 */
export const formatVersion = 1;

/** What opens a vault's content. The protection methods wrap the data key, never the content. */
export interface VaultKey {
	/** Not secret: which vault it is. */
	vaultId: string;
	dataKey: Buffer;
}

export function newVaultKey(): VaultKey {
	return { vaultId: randomUUID(), dataKey: randomBytes(keyBytes) };
}
