import type { KeyringName } from '../../preload/contract/administration.ts';

/** A keyring of the operating system that was tried and found strong. */
export interface Keyring {
	readonly name: KeyringName;
	encrypt(text: string): Promise<Uint8Array>;
	/**
	 * `reEncrypt`: the keyring has a newer key and wants the text encrypted again. Rejects with
	 * KeyringUnavailable when asking again later may help, with anything else when it never will.
	 */
	decrypt(bytes: Uint8Array): Promise<{ text: string; reEncrypt: boolean }>;
}

/** The keyring is locked, or does not answer now. */
export class KeyringUnavailable extends Error {
	override readonly name = 'KeyringUnavailable';
}

/**
 * Whether Chromium encrypted this with a password that everybody knows. Without a keyring it does so
 * on Linux, and says that encryption is available; only the ciphertext's prefix tells: `v10`. There
 * `v11` and above come from a keyring; no prefix at all is no encryption.
 */
export function isWeakCiphertext(bytes: Uint8Array, platform: NodeJS.Platform): boolean {
	if (platform !== 'linux') return false;
	const prefix = Buffer.from(bytes.subarray(0, 3)).toString('latin1');
	return !/^v(1[1-9]|[2-9]\d)$/.test(prefix);
}

/** Whether safeStorage's chosen backend is a keyring; `basic_text` and `unknown` are none. */
export function isStrongBackend(backend: string, platform: NodeJS.Platform): boolean {
	return platform !== 'linux' || /^(gnome_libsecret|kwallet\d*)$/.test(backend);
}
