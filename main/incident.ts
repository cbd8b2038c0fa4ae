import { randomInt } from 'node:crypto';

/**
 * Consonants only: an incident is read out over the telephone, spells no word, and is never taken
 * for a number by the log's redaction.
 */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ';

/** A fresh id that ties what a person sees to the log line that has the details, e.g. `KTQF-ZMWP`. */
export function newIncident(): string {
	const letters = Array.from({ length: 8 }, () => alphabet.charAt(randomInt(alphabet.length)));
	return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}
