import type { SafeStorage } from 'electron';
import { describe, expect, it } from 'vitest';

import { findKeyring, preferKeyring } from '../../../main/app/keyring.ts';
import { KeyringUnavailable } from '../../../main/vault/keyring.ts';
import { recordedLog } from '../../support/recorded-log.ts';

/** safeStorage before Electron 42, as it was measured: base64 stands for its cipher. */
class FakeSafeStorage {
	available = true;
	backend = 'gnome_libsecret';
	prefix = 'v11';
	/** What comes back instead of what went in. */
	garbled = false;

	isEncryptionAvailable(): boolean {
		return this.available;
	}

	getSelectedStorageBackend(): string {
		return this.backend;
	}

	encryptString(text: string): Buffer {
		return Buffer.from(this.prefix + Buffer.from(text).toString('base64'));
	}

	decryptString(bytes: Buffer): string {
		if (!this.available) throw new Error('Decryption is not available.');
		if (this.garbled) return 'something else';
		return Buffer.from(bytes.toString().slice(3), 'base64').toString();
	}
}

/** From Electron 42 on: says that it is available with no keyring at all. */
class FakeAsyncSafeStorage extends FakeSafeStorage {
	reEncrypt = false;

	isAsyncEncryptionAvailable(): Promise<boolean> {
		return Promise.resolve(this.available);
	}

	encryptStringAsync(text: string): Promise<Buffer> {
		return Promise.resolve(this.encryptString(text));
	}

	decryptStringAsync(bytes: Buffer) {
		return Promise.resolve({
			result: this.decryptString(bytes),
			shouldReEncrypt: this.reEncrypt,
		});
	}
}

const find = (storage: FakeSafeStorage, platform: NodeJS.Platform = 'linux') =>
	findKeyring(storage as unknown as SafeStorage, platform, recordedLog().log);

describe.each([
	['the synchronous API of older runtimes', () => new FakeSafeStorage()],
	['the asynchronous API', () => new FakeAsyncSafeStorage()],
])('findKeyring with %s', (_name, create) => {
	it('finds a keyring that gives back what it was given', async () => {
		const keyring = await find(create());
		expect(keyring?.name).toBe('gnome');
		const encrypted = await keyring?.encrypt('the data key');
		expect(await keyring?.decrypt(encrypted ?? new Uint8Array())).toEqual({
			text: 'the data key',
			reEncrypt: false,
		});
	});

	it.each(['v10', '', 'xyz'])(
		'finds none that encrypts with a known password: "%s"',
		async (prefix) => {
			expect(await find(Object.assign(create(), { prefix }))).toBeNull();
		},
	);

	it('finds none that is not available, or gives back something else', async () => {
		expect(await find(Object.assign(create(), { available: false }))).toBeNull();
		expect(await find(Object.assign(create(), { garbled: true }))).toBeNull();
	});

	it('trusts Windows and macOS, where v10 is the strong one', async () => {
		const storage = Object.assign(create(), { prefix: 'v10' });
		expect((await find(storage, 'win32'))?.name).toBe('windows');
		expect((await find(storage, 'darwin'))?.name).toBe('macos');
	});

	it('does not open what was not encrypted by the keyring', async () => {
		const keyring = await find(create());
		const planted = Buffer.from(`v10${Buffer.from('planted').toString('base64')}`);
		await expect(keyring?.decrypt(planted)).rejects.toThrow('Not encrypted by the keyring');
	});

	it('tells a keyring that does not answer from one that cannot', async () => {
		const storage = create();
		const keyring = await find(storage);
		const encrypted = (await keyring?.encrypt('the data key')) ?? new Uint8Array();
		storage.available = false;
		await expect(keyring?.decrypt(encrypted)).rejects.toThrow(KeyringUnavailable);
	});
});

it('finds no keyring behind basic_text, whatever it says of itself', async () => {
	const storage = Object.assign(new FakeSafeStorage(), { backend: 'basic_text' });
	expect(await find(storage)).toBeNull();
});

it('hands on that the keyring wants its text encrypted again', async () => {
	const storage = Object.assign(new FakeAsyncSafeStorage(), { reEncrypt: true });
	const keyring = await find(storage);
	const encrypted = (await keyring?.encrypt('the data key')) ?? new Uint8Array();
	expect(await keyring?.decrypt(encrypted)).toMatchObject({ reEncrypt: true });
});

describe('preferKeyring', () => {
	function switchesOf(platform: NodeJS.Platform, desktop: string | undefined, given = false) {
		const appended: string[] = [];
		const commandLine = {
			hasSwitch: () => given,
			appendSwitch: (name: string, value?: string) => appended.push(`${name}=${value ?? ''}`),
		};
		preferKeyring(commandLine, platform, desktop);
		return appended;
	}

	it('names the keyring where Chromium would not look for it', () => {
		expect(switchesOf('linux', 'MATE')).toEqual(['password-store=gnome-libsecret']);
		expect(switchesOf('linux', undefined)).toEqual(['password-store=gnome-libsecret']);
	});

	it('leaves KDE, other systems and whoever chose for themselves alone', () => {
		expect(switchesOf('linux', 'KDE')).toEqual([]);
		expect(switchesOf('win32', undefined)).toEqual([]);
		expect(switchesOf('linux', 'MATE', true)).toEqual([]);
	});
});
