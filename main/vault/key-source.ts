import type { Protection } from '../../preload/contract/administration.ts';
import type { Log } from '../log/log.ts';
import type { Secret } from '../secret.ts';
import type { Envelope } from './envelope.ts';
import { type Keyring, KeyringUnavailable } from './keyring.ts';
import { type KeyringWrap, unwrapWithKeyring } from './keyring-wrap.ts';
import { unwrapWithPassphrase } from './passphrase-wrap.ts';
import { type FindKeyring, type Wrapped, wrapTried } from './protection.ts';
import type { VaultKey } from './vault-key.ts';

/** Gets the data key out of an envelope, or says why it does not come. */
export type KeySource<Miss extends string> = (envelope: Envelope) => Promise<OpenedKey | Miss>;

export interface OpenedKey {
	dataKey: Buffer;
	/** What the vault is written with from now on. */
	wrapped: Wrapped;
	/** `wrapped` is newer than what the envelope has. */
	isRewrapped: boolean;
}

type KeyringMiss = 'locked' | 'keyring-unavailable' | 'key-unreadable';
type PassphraseMiss = 'wrong-passphrase' | 'key-unreadable';

/** `locked`: the keyring does not open it, a passphrase will. */
export function keyFromKeyring(options: {
	findKeyring: FindKeyring;
	log: Log;
}): KeySource<KeyringMiss> {
	return remembered<KeyringMiss>(async ({ vaultId, keyring: wrap, passphrase }) => {
		if (wrap === null) return 'locked';
		const isLast = passphrase === null;
		const keyring = await options.findKeyring();
		if (keyring === null) return isLast ? 'keyring-unavailable' : 'locked';
		try {
			const { dataKey, reEncrypt } = await unwrapWithKeyring(wrap, vaultId, keyring);
			const protection: Protection = { method: 'keyring', keyring: keyring.name };
			const isStale = reEncrypt || wrap.keyring !== keyring.name;
			const renewed = isStale ? await rewrap({ vaultId, dataKey }, keyring, options.log) : null;
			const wraps = { keyring: renewed ?? wrap, passphrase };
			return { dataKey, wrapped: { wraps, protection }, isRewrapped: renewed !== null };
		} catch (error) {
			const isTemporary = error instanceof KeyringUnavailable;
			const miss = isTemporary ? 'keyring-unavailable' : 'key-unreadable';
			const reason = wrap.keyring === keyring.name ? miss : 'keyring-changed';
			options.log.warn('vault key not opened', { reason, error });
			return isLast ? miss : 'locked';
		}
	});
}

export function keyFromPassphrase(passphrase: Secret): KeySource<PassphraseMiss> {
	return remembered<PassphraseMiss>(async ({ vaultId, keyring, passphrase: wrap }) => {
		if (wrap === null) return 'key-unreadable';
		const dataKey = await unwrapWithPassphrase(wrap, vaultId, passphrase);
		if (dataKey === null) return 'wrong-passphrase';
		const wraps = { keyring, passphrase: wrap };
		const wrapped: Wrapped = { wraps, protection: { method: 'passphrase' } };
		return { dataKey, wrapped, isRewrapped: false };
	});
}

/** `null`: the old wrap opened it just now, and goes on doing so. */
async function rewrap(key: VaultKey, keyring: Keyring, log: Log): Promise<KeyringWrap | null> {
	try {
		return await wrapTried(key, keyring);
	} catch (error) {
		log.warn('vault key not wrapped again', { error });
		return null;
	}
}

/**
 * Asks once for the same wraps. Both generations mostly have the same, a passphrase takes its time,
 * and a keyring that refused the newest generation must not open the previous one a moment later.
 */
function remembered<Miss extends string>(source: KeySource<Miss>): KeySource<Miss> {
	const asked = new Map<string, Promise<OpenedKey | Miss>>();
	return (envelope) => {
		const wraps = JSON.stringify([envelope.vaultId, envelope.keyring, envelope.passphrase]);
		const answer = asked.get(wraps) ?? source(envelope);
		asked.set(wraps, answer);
		return answer;
	};
}
