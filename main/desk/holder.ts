import type { AbhaRecord } from '../abdm/client.ts';

/** Who was verified. */
export interface Holder {
	name: string | null;
	abhaNumber: string | null;
	abhaAddress: string | null;
}

const nobody: Holder = { name: null, abhaNumber: null, abhaAddress: null };

/** What the search said, and over it what the login said: what it leaves out overwrites nothing. */
export function holderOf(found: Holder | undefined, account: Holder | null): Holder {
	const { name, abhaNumber, abhaAddress } = { ...nobody, ...found };
	return {
		name: account?.name ?? name,
		abhaNumber: account?.abhaNumber ?? abhaNumber,
		abhaAddress: account?.abhaAddress ?? abhaAddress,
	};
}

/** A deactivated ABHA can be found but not logged in with (ux.md): nothing is offered. */
export function onlyIfActive(record: AbhaRecord): AbhaRecord {
	const mayLogIn = record.status === 'active' || record.status === 'unknown';
	return mayLogIn ? record : { ...record, methods: [], otherMethods: [] };
}
