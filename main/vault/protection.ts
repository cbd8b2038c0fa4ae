import type { Protection } from '../../preload/contract/administration.ts';
import { AppError } from '../failure.ts';
import type { Secret } from '../secret.ts';
import type { Wraps } from './envelope.ts';
import type { Keyring } from './keyring.ts';
import { type KeyringWrap, unwrapWithKeyring, wrapWithKeyring } from './keyring-wrap.ts';
import { unwrapWithPassphrase, wrapWithPassphrase } from './passphrase-wrap.ts';
import type { VaultKey } from './vault-key.ts';

/** A protection that stores something. */
export type StoredChoice = { method: 'keyring' } | { method: 'passphrase'; passphrase: Secret };

/** As the contract's ProtectionChoice, its passphrase out of sight. */
export type VaultProtectionChoice = StoredChoice | { method: 'memory' };

/** Asks the operating system anew each time, and never rejects; `null`: none that protects. */
export type FindKeyring = () => Promise<Keyring | null>;

/** What a vault is written with: whose wraps, and what to call it. */
export interface Wrapped {
	wraps: Wraps;
	protection: Protection;
}

/**
 * Wraps the key as chosen, and has unwrapped it again, as the next start will, before anything is
 * entrusted to it. Throws `keyring-not-strong`.
 */
export async function wrapKey(
	key: VaultKey,
	choice: StoredChoice,
	findKeyring: FindKeyring,
): Promise<Wrapped> {
	if (choice.method === 'keyring') {
		const keyring = await findKeyring();
		if (keyring === null) throw new AppError({ code: 'keyring-not-strong' });
		const wrap = await wrapTried(key, keyring);
		const protection: Protection = { method: 'keyring', keyring: keyring.name };
		return { wraps: { keyring: wrap, passphrase: null }, protection };
	}
	const passphrase = await wrapWithPassphrase(key, choice.passphrase);
	requireSame(await unwrapWithPassphrase(passphrase, key.vaultId, choice.passphrase), key);
	return { wraps: { keyring: null, passphrase }, protection: { method: 'passphrase' } };
}

/** Some keyrings take a text and give back another, or none (Flatpak, locked ones). */
export async function wrapTried(key: VaultKey, keyring: Keyring): Promise<KeyringWrap> {
	try {
		const wrap = await wrapWithKeyring(key, keyring);
		requireSame((await unwrapWithKeyring(wrap, key.vaultId, keyring)).dataKey, key);
		return wrap;
	} catch (error) {
		throw new AppError({ code: 'keyring-not-strong' }, { cause: error });
	}
}

function requireSame(dataKey: Buffer | null, key: VaultKey): void {
	if (dataKey?.equals(key.dataKey) !== true) throw new Error('the wrap does not give the key back');
}
