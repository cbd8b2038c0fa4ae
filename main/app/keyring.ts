import { randomUUID } from 'node:crypto';

import type { CommandLine, SafeStorage } from 'electron';

import type { KeyringName } from '../../preload/contract/administration.ts';
import type { Log } from '../log/log.ts';
import {
	isStrongBackend,
	isWeakCiphertext,
	type Keyring,
	KeyringUnavailable,
} from '../vault/keyring.ts';

/** How one of safeStorage's two APIs is spoken to. */
interface Cipher {
	isAvailable(): Promise<boolean>;
	encrypt(text: string): Promise<Buffer>;
	decrypt(bytes: Buffer): Promise<{ text: string; reEncrypt: boolean }>;
}

/**
 * To be asked only when a secret is to be read or stored: where a keyring is locked, the system asks
 * a person to unlock it, and Electron's main thread waits for the answer (measured on Electron 33).
 *
 * The keyring of the operating system, if it is one that protects: one that encrypts with more than
 * a password that everybody knows, and gives back what it was given. `null` otherwise.
 */
export async function findKeyring(
	safeStorage: SafeStorage,
	platform: NodeJS.Platform,
	log: Log,
): Promise<Keyring | null> {
	const isAsync = 'encryptStringAsync' in safeStorage;
	const cipher = isAsync ? asyncCipher(safeStorage) : syncCipher(safeStorage);
	try {
		const backend = platform === 'linux' ? safeStorage.getSelectedStorageBackend() : platform;
		// The asynchronous API chooses a backend of its own, which has no name: its ciphertext tells.
		if (!isAsync && !isStrongBackend(backend, platform)) return null;
		if (!(await cipher.isAvailable())) return null;
		const probe = randomUUID();
		const encrypted = await cipher.encrypt(probe);
		if (isWeakCiphertext(encrypted, platform)) return null;
		const { text } = await cipher.decrypt(encrypted);
		return text === probe ? { name: nameOf(backend), ...guarded(cipher, platform) } : null;
	} catch (error) {
		log.warn('keyring unusable', { error });
		return null;
	}
}

/**
 * Before Electron is ready. Chromium looks for a keyring on the desktops that it knows by name; on
 * the others (MATE, LXQt, a kiosk without a desktop) it uses none though one runs.
 */
export function preferKeyring(
	commandLine: Pick<CommandLine, 'hasSwitch' | 'appendSwitch'>,
	platform: NodeJS.Platform,
	desktop: string | undefined,
): void {
	if (platform !== 'linux' || commandLine.hasSwitch('password-store')) return;
	if (!/KDE/i.test(desktop ?? '')) commandLine.appendSwitch('password-store', 'gnome-libsecret');
}

/** What a keyring refuses is told apart: not to be had now, or not ours to read. */
function guarded(cipher: Cipher, platform: NodeJS.Platform): Pick<Keyring, 'encrypt' | 'decrypt'> {
	return {
		encrypt: (text) => cipher.encrypt(text),
		decrypt: async (bytes) => {
			if (!(await cipher.isAvailable())) throw new KeyringUnavailable();
			// Chromium would open it, with the password that everybody knows: whoever can write the file
			// could plant one (measured on Electron 33).
			if (isWeakCiphertext(bytes, platform)) throw new TypeError('Not encrypted by the keyring');
			return cipher.decrypt(Buffer.from(bytes));
		},
	};
}

/** Since Electron 42. */
function asyncCipher(safeStorage: SafeStorage): Cipher {
	return {
		isAvailable: () => safeStorage.isAsyncEncryptionAvailable(),
		encrypt: (text) => safeStorage.encryptStringAsync(text),
		decrypt: async (bytes) => {
			const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(bytes);
			return { text: result, reEncrypt: shouldReEncrypt };
		},
	};
}

/* eslint-disable @typescript-eslint/no-deprecated -- all that Electron before 42 has */
function syncCipher(safeStorage: SafeStorage): Cipher {
	return {
		isAvailable: () => Promise.resolve(safeStorage.isEncryptionAvailable()),
		encrypt: (text) => attempt(() => safeStorage.encryptString(text)),
		decrypt: (bytes) =>
			attempt(() => ({ text: safeStorage.decryptString(bytes), reEncrypt: false })),
	};
}
/* eslint-enable @typescript-eslint/no-deprecated */

/** What throws becomes what rejects. */
function attempt<T>(action: () => T): Promise<T> {
	return new Promise((resolve) => {
		resolve(action());
	});
}

function nameOf(backend: string): KeyringName {
	if (backend === 'win32') return 'windows';
	if (backend === 'darwin') return 'macos';
	if (backend === 'gnome_libsecret') return 'gnome';
	return backend.startsWith('kwallet') ? 'kde' : 'other';
}
