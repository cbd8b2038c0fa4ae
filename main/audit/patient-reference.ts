import { createHmac } from 'node:crypto';

import type { EntryContent } from './entry.ts';
import type { AuditedPatient } from './trail.ts';

/**
 * Whom an entry is about, without saying who: the same patient has the same hash on this PC, and
 * nobody without the vault can tell whose it is. `null`: ABDM has not said enough to tell anybody apart.
 */
export function patientReference(
	{ abhaNumber, abhaAddress }: AuditedPatient,
	patientKey: string,
): EntryContent['patient'] {
	const keyed = (whom: string) => {
		const hmac = createHmac('sha256', Buffer.from(patientKey, 'hex'));
		return hmac.update(whom).digest('hex').slice(0, 32);
	};
	// ABDM may mask a number, and a masked one is many people's.
	const digits = abhaNumber?.replaceAll('-', '') ?? '';
	if (/^\d{14}$/.test(digits)) {
		return { hash: keyed(`number:${digits}`), lastFour: digits.slice(-4) };
	}
	const address = abhaAddress?.trim().toLowerCase() ?? '';
	return address === '' ? null : { hash: keyed(`address:${address}`), lastFour: null };
}
