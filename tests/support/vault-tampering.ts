import { readFileSync, statSync, writeFileSync } from 'node:fs';

import { frame, unframe } from '../../main/vault/file-frame.ts';
import type { VaultOptions } from '../../main/vault/vault.ts';
import type { FakeKeyring } from './fake-keyring.ts';
import { type DiskStep, refusing } from './faulty-file-system.ts';
import {
	currentPath,
	envelopeIn,
	framed,
	previousPath,
	type StoredEnvelope,
	type TestContent,
} from './vaults.ts';

/** What is done to the files of a folder. */
export type Tamper = (folder: string) => void;
/** What is otherwise about the computer when the program starts. */
export type Circumstance = (options: VaultOptions<TestContent>) => VaultOptions<TestContent>;

type Change = (envelope: StoredEnvelope) => StoredEnvelope;
type Paths = readonly ((folder: string) => string)[];

export const current: Paths = [currentPath];
export const previous: Paths = [previousPath];
export const both: Paths = [currentPath, previousPath];

export const onFiles =
	(paths: Paths, tamper: (path: string) => void): Tamper =>
	(folder) => {
		for (const pathIn of paths) tamper(pathIn(folder));
	};

export const fillWithNuls = (paths: Paths): Tamper =>
	onFiles(paths, (path) => {
		writeFileSync(path, Buffer.alloc(statSync(path).size));
	});

export const writeOver = (paths: Paths, text: string): Tamper =>
	onFiles(paths, (path) => {
		writeFileSync(path, text);
	});

/** Changes the envelope and makes the checksum right again: nobody does that by accident. */
export const forge = (paths: Paths, change: Change): Tamper =>
	onFiles(paths, (path) => {
		writeFileSync(path, framed(change(envelopeIn(path))));
	});

/** Another letter in the middle of something that is encrypted. */
function altered(text: unknown): string {
	const letters = String(text);
	const middle = Math.floor(letters.length / 2);
	const other = letters[middle] === 'A' ? 'B' : 'A';
	return letters.slice(0, middle) + other + letters.slice(middle + 1);
}

export const alterContent: Change = (envelope) => ({
	...envelope,
	content: altered(envelope.content),
});

export const alterWrap =
	(method: 'keyring' | 'passphrase'): Change =>
	(envelope) => {
		const wrap = envelope[method] as { wrapped: string };
		return { ...envelope, [method]: { ...wrap, wrapped: altered(wrap.wrapped) } };
	};

export const setParameter =
	(name: string, value: unknown): Change =>
	(envelope) => {
		const wrap = envelope.passphrase as { parameters: object };
		const parameters = { ...wrap.parameters, [name]: value };
		return { ...envelope, passphrase: { ...wrap, parameters } };
	};

/** Takes over one field of another vault's newest generation. */
export const takeFrom =
	(otherFolder: () => string, field: keyof StoredEnvelope): Change =>
	(envelope) => ({ ...envelope, [field]: envelopeIn(currentPath(otherFolder()))[field] });

/** Raises the format version; with `forged`, the checksum is made right again. */
export const raiseVersion = ({ forged }: { forged: boolean }): Tamper =>
	onFiles(current, (path) => {
		const bytes = readFileSync(path);
		const unframed = unframe(bytes, 1);
		if (unframed.state !== 'sound') throw new Error(unframed.state);
		bytes.writeUInt32BE(2, 8);
		writeFileSync(path, forged ? frame(unframed.payload, 2) : bytes);
	});

export const withKeyring =
	(keyring: FakeKeyring | null): Circumstance =>
	(options) => ({ ...options, findKeyring: () => Promise.resolve(keyring) });

export const refusingDisk =
	(code: string, isRefused: (step: DiskStep) => boolean): Circumstance =>
	(options) => ({ ...options, fileSystem: refusing(code, isRefused) });

export const inYear =
	(year: number): Circumstance =>
	(options) => ({
		...options,
		clock: {
			nowMs: () => options.clock.nowMs(),
			wallNowMs: () => Date.UTC(year, 0, 1),
			after: (delayMs, action) => options.clock.after(delayMs, action),
		},
	});
