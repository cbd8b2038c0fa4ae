import { randomBytes } from 'node:crypto';

import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

/** 256 bits of HMAC. A string, because the vault stores JSON; nothing logs it and nothing shows it. */
const key = z.string().regex(/^[0-9a-f]{64}$/);

/** What was found at an opening: a log other than the vault remembers. */
const mismatch = z.strictObject({
	/** The `log-mismatch` entry that says so, and with which the log goes on. */
	number: count,
	kind: z.enum(['cut-off', 'replaced', 'removed', 'edited', 'added']),
	/** Entries concerned; `null`: not known. */
	count: count.nullable(),
});

/** How many mismatches are remembered. Older ones still show as breaks of the chain. */
export const maxMismatches = 20;

/**
 * What the vault remembers of the activity log, so that nobody can cut or rewrite it unseen without
 * the vault. Saved after the entries, never before: a power cut leaves it behind the log, not ahead.
 */
export const auditAnchor = z.strictObject({
	/** Patients are this key's HMAC of their ABHA: nobody is found by hashing all numbers. */
	patientKey: key,
	/** Proves of the entries that the anchor has not reached yet that this program wrote them. */
	sealKey: key,
	/** Where the kept log begins: after which entry, in which month. `null`: no log was opened yet. */
	base: z.strictObject({ number: count, hash, month: z.string().nullable() }).nullable(),
	/** So many entries were here before this vault was, which cannot vouch for them. */
	unanchored: count,
	/** The number and the hash of the last entry. */
	count,
	head: hash,
	/** Entries that could not be written, and that no `gap` entry tells of yet. */
	missed: count,
	/** How many of them may have reached the disk all the same: the write failed, and so did its undoing. */
	unsure: count,
	mismatches: z.array(mismatch).max(maxMismatches),
});

export type AuditAnchor = z.infer<typeof auditAnchor>;
export type Mismatch = z.infer<typeof mismatch>;

/** Stands for the hash of the entry before the first. */
export const genesisHash = '0'.repeat(64);

/** For a new vault: keys of its own, and no memory. */
export function createAuditAnchor(): AuditAnchor {
	return {
		patientKey: randomBytes(32).toString('hex'),
		sealKey: randomBytes(32).toString('hex'),
		base: null,
		unanchored: 0,
		count: 0,
		head: genesisHash,
		missed: 0,
		unsure: 0,
		mismatches: [],
	};
}
