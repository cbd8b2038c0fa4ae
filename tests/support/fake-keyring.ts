import type { KeyringName } from '../../preload/contract/administration.ts';
import { type Keyring, KeyringUnavailable } from '../../main/vault/keyring.ts';
import { seal, unseal } from '../../main/vault/seal.ts';

/** A keyring whose key outlives the program, as a real one's does, because it is always the same. */
export class FakeKeyring implements Keyring {
	name: KeyringName;
	isLocked = false;
	wantsReEncryption = false;
	/** How often it was asked to encrypt. */
	encryptions = 0;
	readonly #key: Buffer;

	/** `owner`: whose keyring it is; another owner's opens nothing of this one's. */
	constructor(owner = 'reception', name: KeyringName = 'gnome') {
		this.name = name;
		this.#key = Buffer.alloc(32, owner);
	}

	async encrypt(text: string): Promise<Uint8Array> {
		this.#requireUnlocked();
		this.encryptions += 1;
		return Buffer.from(`v11${seal(Buffer.from(text, 'utf8'), this.#key, '')}`, 'latin1');
	}

	async decrypt(bytes: Uint8Array): Promise<{ text: string; reEncrypt: boolean }> {
		this.#requireUnlocked();
		const sealed = Buffer.from(bytes).toString('latin1').slice(3);
		const text = unseal(sealed, this.#key, '');
		if (text === null) throw new Error('Error while decrypting the ciphertext');
		return { text: text.toString('utf8'), reEncrypt: this.wantsReEncryption };
	}

	#requireUnlocked(): void {
		if (this.isLocked) throw new KeyringUnavailable();
	}
}
