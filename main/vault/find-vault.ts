import type { UnreadableReason } from '../../preload/contract/administration.ts';
import { AppError } from '../failure.ts';
import type { Secret } from '../secret.ts';
import type { DurableFile, Generation } from './durable-file.ts';
import { decodeEnvelope, unsealContent } from './envelope.ts';
import { keyFromKeyring, keyFromPassphrase, type KeySource } from './key-source.ts';
import type { VaultProtectionChoice } from './protection.ts';
import {
	NewerVersionError,
	type StoredContent,
	Vault,
	vaultFile,
	type VaultOptions,
} from './vault.ts';

/** What the start finds. */
export type VaultFound<Content extends object> =
	{ state: 'absent' } | VaultOpen<Content> | VaultLocked<Content> | VaultUnreadable;

export interface VaultOpen<Content extends object> {
	state: 'open';
	vault: Vault<Content>;
	/** What was saved last could not be read, and what was saved before it is in use. */
	isPreviousGeneration: boolean;
}

export interface VaultLocked<Content extends object> {
	state: 'locked';
	/** Throws `wrong-passphrase`, and `busy` while another one runs. Slow on purpose. */
	unlock: (passphrase: Secret) => Promise<VaultOpen<Content> | VaultUnreadable>;
}

/** Nothing was changed or deleted. `findVault` may be asked again, `createVault` sets it aside. */
export interface VaultUnreadable {
	state: 'unreadable';
	reason: UnreadableReason;
}

/** Opens what is stored in the folder, with the keyring where that is enough. Never throws. */
export async function findVault<Content extends object>(
	options: VaultOptions<Content>,
): Promise<VaultFound<Content>> {
	const file = vaultFile(options);
	await file.clearUnfinished();
	const found = await search(options, file, keyFromKeyring(options));
	if (typeof found !== 'string') return open(options, file, found);
	if (found === 'absent') return { state: 'absent' };
	return found === 'locked' ? locked(options, file) : { state: 'unreadable', reason: found };
}

/**
 * A new vault in the folder. What stands there is set aside, unless the protection is `memory`,
 * which touches no file. Throws `keyring-not-strong` or `vault-not-saved`.
 */
export async function createVault<Content extends object>(
	options: VaultOptions<Content>,
	content: Content,
	protection: VaultProtectionChoice,
): Promise<Vault<Content>> {
	const vault = new Vault(options, vaultFile(options), { content });
	await vault.protect(protection);
	return vault;
}

function locked<Content extends object>(
	options: VaultOptions<Content>,
	file: DurableFile,
): VaultLocked<Content> {
	let isRunning = false;
	let isOpen = false;
	return {
		state: 'locked',
		unlock: async (passphrase) => {
			// Not twice either: two vaults of one file would undo each other's saves.
			if (isRunning || isOpen) throw new AppError({ code: 'busy' });
			isRunning = true;
			try {
				const found = await search(options, file, keyFromPassphrase(passphrase));
				isOpen = typeof found !== 'string';
				if (typeof found !== 'string') return await open(options, file, found);
				if (found === 'wrong-passphrase') throw new AppError({ code: 'wrong-passphrase' });
				return { state: 'unreadable', reason: found === 'absent' ? 'damaged' : found };
			} finally {
				isRunning = false;
			}
		},
	};
}

interface Opening<Content extends object> extends StoredContent<Content> {
	generation: Generation;
	/** The wraps are newer than those of the file. */
	isRewrapped: boolean;
}

type FileMiss = 'absent' | 'damaged' | 'newer-version' | 'not-permitted';

/**
 * Behind these stands what may be whole, and newer than the previous generation: opening that one
 * instead would have the next save put it in their place.
 */
const finalMisses = ['newer-version', 'not-permitted', 'keyring-unavailable', 'locked'];

/** Nothing is wrong with the vault. */
const ordinaryMisses = ['absent', 'locked', 'wrong-passphrase'];

/** The newest generation that opens; otherwise why none does. */
async function search<Content extends object, KeyMiss extends string>(
	options: VaultOptions<Content>,
	file: DurableFile,
	keyOf: KeySource<KeyMiss>,
): Promise<Opening<Content> | FileMiss | KeyMiss> {
	let reason: FileMiss | KeyMiss = 'absent';
	for (const generation of ['current', 'previous'] as const) {
		const found = await openGeneration(options, file, generation, keyOf);
		if (typeof found !== 'string') return found;
		if (!ordinaryMisses.includes(found)) {
			options.log.warn('vault generation not opened', { step: generation, reason: found });
		}
		if (finalMisses.includes(found)) return found;
		// Of several reasons the newest generation's, but a passphrase that was tried is always told.
		if (reason === 'absent' || found === 'wrong-passphrase') reason = found;
	}
	return reason;
}

async function openGeneration<Content extends object, KeyMiss extends string>(
	options: VaultOptions<Content>,
	file: DurableFile,
	generation: Generation,
	keyOf: KeySource<KeyMiss>,
): Promise<Opening<Content> | FileMiss | KeyMiss> {
	const reading = await file.read(generation);
	if (reading.state === 'not-permitted') {
		options.log.warn('vault file not permitted', { step: generation, error: reading.error });
	}
	if (reading.state !== 'sound') return reading.state;
	const envelope = decodeEnvelope(reading.payload);
	if (envelope === null) return 'damaged';
	const opened = await keyOf(envelope);
	if (typeof opened === 'string') return opened;
	const key = { vaultId: envelope.vaultId, dataKey: opened.dataKey };
	const text = unsealContent(envelope.content, key);
	if (text === null) return 'damaged';
	try {
		const content = options.parse(JSON.parse(text));
		return { content, key, sealed: envelope.content, generation, ...opened };
	} catch (error) {
		// Any other error is not even logged: it would quote what is secret.
		return error instanceof NewerVersionError ? 'newer-version' : 'damaged';
	}
}

async function open<Content extends object>(
	options: VaultOptions<Content>,
	file: DurableFile,
	opening: Opening<Content>,
): Promise<VaultOpen<Content>> {
	const vault = new Vault(options, file, opening);
	const isPreviousGeneration = opening.generation === 'previous';
	// What did not open must not become the previous generation of the next save.
	if (isPreviousGeneration) file.distrustCurrent();
	if (isPreviousGeneration || opening.isRewrapped) {
		try {
			await vault.save();
		} catch (error) {
			// Logged there. The content is open all the same, and the next save mends it as well.
			if (!(error instanceof AppError)) throw error;
		}
	}
	return { state: 'open', vault, isPreviousGeneration };
}
