import type { ProtectionChoice } from '../../preload/contract/administration.ts';
import { AppError } from '../failure.ts';
import { Secret } from '../secret.ts';

/** As typed, with a passphrase that can no longer be logged by accident. */
export type CheckedProtection =
	{ method: 'keyring' } | { method: 'passphrase'; passphrase: Secret } | { method: 'memory' };

/** Length is what counts (NIST SP 800-63B); rules on letters and digits only make passphrases alike. */
const shortest = 10;
const longest = 200;

/** Throws `invalid-input` for a passphrase that protects too little. */
export function checkProtection(choice: ProtectionChoice): CheckedProtection {
	if (choice.method !== 'passphrase') return choice;
	const { passphrase } = choice;
	const length = Array.from(passphrase).length;
	if (passphrase.trim() === '') refuse('missing');
	if (length < shortest) refuse('too-short');
	if (length > longest) refuse('too-long');
	return { method: 'passphrase', passphrase: asTyped(passphrase) };
}

/** One form for what two keyboards may type differently: `é` is one letter or two. */
export function asTyped(passphrase: string): Secret {
	return new Secret(passphrase.normalize('NFKC'));
}

function refuse(problem: 'missing' | 'too-short' | 'too-long'): never {
	throw new AppError({ code: 'invalid-input', problem: { field: 'passphrase', problem } });
}
