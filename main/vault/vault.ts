import type { Protection } from '../../preload/contract/administration.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../failure.ts';
import type { Log } from '../log/log.ts';
import { Secret } from '../secret.ts';
import type { Cell } from './cell.ts';
import { DurableFile, type FileSystem } from './durable-file.ts';
import { encodeEnvelope, sealContent } from './envelope.ts';
import {
	type FindKeyring,
	type VaultProtectionChoice,
	wrapKey,
	type Wrapped,
} from './protection.ts';
import { formatVersion, newVaultKey, type VaultKey } from './vault-key.ts';

export interface VaultOptions<Content extends object> {
	/** A folder of the profile; made when first written to. */
	folder: string;
	findKeyring: FindKeyring;
	/**
	 * Reads the content as it was stored, and throws when it is none: NewerVersionError when a later
	 * version wrote it. A Secret is stored as its text; it is parse that makes it one again.
	 */
	parse: (json: unknown) => Content;
	clock: Clock;
	log: Log;
	fileSystem?: FileSystem;
}

/** Thrown by `VaultOptions.parse`: a newer version of this program wrote the content. */
export class NewerVersionError extends Error {
	override readonly name = 'NewerVersionError';
}

/** The vault's file. */
export function vaultFile<Content extends object>(options: VaultOptions<Content>): DurableFile {
	const { folder, clock, fileSystem } = options;
	return new DurableFile({ folder, name: 'vault.bin', version: formatVersion, clock, fileSystem });
}

/** A content that was read: with its key, and as it stands in the file. */
export interface StoredContent<Content extends object> {
	content: Content;
	key: VaultKey;
	sealed: string;
	wrapped: Wrapped;
}

/** The open vault: content in memory, and in one encrypted file unless its protection is `memory`. */
export class Vault<Content extends object> {
	readonly #options: VaultOptions<Content>;
	readonly #file: DurableFile;
	#content: Content;
	#key: VaultKey;
	/** `null`: memory only. */
	#wrapped: Wrapped | null;
	/** The content as it is now, sealed; `null`: it was changed since, or never sealed. */
	#sealed: string | null;
	/** Settles with the last task of the file; never rejects. */
	#lastTask: Promise<unknown> = Promise.resolve();
	/** The save that has not begun, and so will contain whatever is set until then. */
	#nextSave: Promise<void> | null = null;

	/** Without `stored` it begins in memory only. */
	constructor(
		options: VaultOptions<Content>,
		file: DurableFile,
		begin: { content: Content } | StoredContent<Content>,
	) {
		this.#options = options;
		this.#file = file;
		this.#content = begin.content;
		const isStored = 'key' in begin;
		this.#key = isStored ? begin.key : newVaultKey();
		this.#wrapped = isStored ? begin.wrapped : null;
		this.#sealed = isStored ? begin.sealed : null;
	}

	get protection(): Protection {
		return this.#wrapped?.protection ?? { method: 'memory' };
	}

	/** One section of the content. All cells of a key share their value. */
	cell<Key extends keyof Content>(key: Key): Cell<Content[Key]> {
		const read = () => this.#content[key];
		return {
			get value() {
				return read();
			},
			set: (value) => {
				this.#content = { ...this.#content, [key]: value };
				this.#sealed = null;
				return this.save();
			},
		};
	}

	/**
	 * Sets several sections at once: a power cut leaves all of them or none. When it throws, they are
	 * as they were, here too: nothing may work today that is gone tomorrow.
	 */
	async change(sections: Partial<Content>): Promise<void> {
		const before = this.#content;
		this.#content = { ...before, ...sections };
		this.#sealed = null;
		try {
			await this.save();
		} catch (error) {
			const old = Object.keys(sections).map((key) => [key, before[key as keyof Content]]);
			this.#content = { ...this.#content, ...(Object.fromEntries(old) as Partial<Content>) };
			this.#sealed = null;
			throw error;
		}
	}

	/**
	 * Saves all sections, also what an earlier save could not. Any number of calls while a save is
	 * under way become one more. Throws `vault-not-saved`.
	 */
	save(): Promise<void> {
		this.#nextSave ??= this.#afterLast(async () => {
			this.#nextSave = null;
			if (this.#wrapped !== null) await this.#write(this.#wrapped);
		});
		return this.#nextSave;
	}

	/**
	 * Changes how the vault is protected. When it throws, `keyring-not-strong` or `vault-not-saved`,
	 * the old protection stays. With `memory` the file is deleted. From `memory`, whatever stands in
	 * the file's place is set aside.
	 */
	protect(choice: VaultProtectionChoice): Promise<void> {
		return this.#afterLast(async () => {
			if (choice.method === 'memory') {
				await this.#forgetFile();
				return;
			}
			const wrapped = await wrapKey(this.#key, choice, this.#options.findKeyring);
			if (this.#wrapped === null) {
				await this.#writeFirst(wrapped);
			} else {
				await this.#write(wrapped);
				// Once more: the previous generation would still open with what was replaced.
				await this.#write(wrapped);
			}
			this.#wrapped = wrapped;
		});
	}

	async #write(wrapped: Wrapped): Promise<void> {
		const payload = this.#payload(wrapped);
		await this.#orNotSaved(() => this.#file.write(payload));
	}

	async #writeFirst(wrapped: Wrapped): Promise<void> {
		const payload = this.#payload(wrapped);
		await this.#orNotSaved(async () => {
			await this.#file.replace(payload);
			const written = await this.#file.read('current');
			if (written.state !== 'sound' || !written.payload.equals(payload)) {
				throw new Error('the file does not hold what was written');
			}
		});
	}

	async #forgetFile(): Promise<void> {
		// In memory only, what stands there is not this vault's.
		if (this.#wrapped === null) return;
		await this.#orNotSaved(() => this.#file.remove());
		this.#wrapped = null;
		// What is left on the disk of the deleted file must not open a later one.
		this.#key = newVaultKey();
		this.#sealed = null;
	}

	#payload({ wraps }: Wrapped): Buffer {
		this.#sealed ??= sealContent(this.#text(), this.#key);
		return encodeEnvelope({ vaultId: this.#key.vaultId, ...wraps, content: this.#sealed });
	}

	/** What could not be read back is not written: it would be found out at the next start. */
	#text(): string {
		const text = JSON.stringify(this.#content, withSecrets);
		this.#options.parse(JSON.parse(text));
		return text;
	}

	async #orNotSaved(write: () => Promise<void>): Promise<void> {
		try {
			await write();
		} catch (error) {
			this.#options.log.warn('vault not saved', { error });
			throw new AppError({ code: 'vault-not-saved' }, { cause: error });
		}
	}

	/** One task at a time, in order, whatever came of those before. */
	#afterLast(task: () => Promise<void>): Promise<void> {
		const result = this.#lastTask.then(task);
		this.#lastTask = result.catch(() => undefined);
		return result;
	}
}

/** The one place where secrets are written out: into what is encrypted next. */
function withSecrets(this: unknown, key: string, value: unknown): unknown {
	// Not `value`: that has gone through toJSON, which hides it.
	const original = (this as Record<string, unknown>)[key];
	return original instanceof Secret ? original.reveal() : value;
}
