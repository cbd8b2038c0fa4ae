import type { Clock } from '../clock.ts';
import { DurableFile, type Reading } from './durable-file.ts';
import { decodeEnvelope } from './envelope.ts';
import { formatVersion } from './vault-key.ts';

/** How the vault in a folder can be opened, or why not. */
export type VaultPeek =
	| 'none'
	| 'keyring'
	| 'passphrase'
	/** The newest write is damaged, and the one before it is whole. */
	| 'previous'
	| 'damaged'
	| 'newer-version'
	| 'not-permitted';

/**
 * Looks at the vault's files in its folder from outside: asks no keyring, opens nothing and writes
 * nothing.
 */
export async function peekVault(folder: string, clock: Clock): Promise<VaultPeek> {
	const file = new DurableFile({ folder, name: 'vault.bin', version: formatVersion, clock });
	const current = methodOf(await file.read('current'));
	if (current !== 'none' && current !== 'damaged') return current;
	const previous = methodOf(await file.read('previous'));
	return previous === 'none' || previous === 'damaged' ? current : 'previous';
}

function methodOf(reading: Reading): VaultPeek {
	if (reading.state === 'absent') return 'none';
	if (reading.state !== 'sound') return reading.state;
	const envelope = decodeEnvelope(reading.payload);
	if (envelope === null) return 'damaged';
	return envelope.passphrase === null ? 'keyring' : 'passphrase';
}
