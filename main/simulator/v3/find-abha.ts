import { randomUUID } from 'node:crypto';

import { findByMobile } from '../patient-lookup.ts';
import type { Patient } from '../patient.ts';
import type { V3Answer } from './service.ts';
import { codedError, fieldError } from './v3-error.ts';
import { mobileOf } from './login-id.ts';

/** "Find ABHA": which accounts a search found, so that one can be named by its place. */
export class AbhaSearches {
	readonly #found = new Map<string, readonly Patient[]>();

	remember(accounts: readonly Patient[]): string {
		const txnId = randomUUID();
		this.#found.set(txnId, accounts);
		return txnId;
	}

	/** `index` is a place in the list as text, and counts from one. */
	account(txnId: unknown, index: string): Patient | undefined {
		const accounts = typeof txnId === 'string' ? this.#found.get(txnId) : undefined;
		return accounts?.[Number(index) - 1];
	}
}

/** `POST /v3/profile/account/abha/search` (abdm-api.md 2.4): the accounts of a mobile, masked. */
export const searchByMobile: V3Answer = async ({ fields }, { clock, keys, searches }) => {
	const { scope } = fields;
	if (!Array.isArray(scope) || scope.join() !== 'search-abha') {
		return fieldError(clock, 'scope', 'Invalid Scope');
	}
	const mobile = mobileOf(await keys.decryptOaep(fields.mobile));
	if (mobile === undefined) return fieldError(clock, 'mobile', 'Invalid Mobile Number');
	const accounts = findByMobile(mobile);
	if (accounts.length === 0) return codedError('ABDM-1114');
	const listed = accounts.map(({ abhaNumber, name, gender }, place) => ({
		index: place + 1,
		ABHANumber: `xx-xxxx-xxxx-xx${abhaNumber?.slice(-2) ?? ''}`,
		name,
		gender,
	}));
	return { status: 200, json: [{ txnId: searches.remember(accounts), ABHA: listed }] };
};
