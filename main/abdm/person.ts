import { z } from 'zod';

import type { AbhaStatus, Account } from '../../preload/contract/visit.ts';
import { formatAbhaNumber } from '../desk/identity.ts';
import type { AbhaFamily, AbhaRecord } from './client.ts';
import { text, words } from './fields.ts';
import { readPhoto } from './photo.ts';
import { readMethods, readStatus } from './vocabulary.ts';

/**
 * One person, as many shapes as ABDM has calls (abdm-api.md 1.4 and 2.7): V1/V2 says `healthId`,
 * V3's number family `preferredAbhaAddress`, its address family `abhaAddress`. Read in one place.
 */
export const personFields = {
	name: text,
	fullName: text,
	firstName: text,
	middleName: text,
	lastName: text,
	ABHANumber: text,
	abhaNumber: text,
	healthIdNumber: text,
	preferredAbhaAddress: text,
	abhaAddress: text,
	healthId: text,
	/** One address or several. */
	phrAddress: words,
	status: text,
	profilePhoto: text,
};

const personShape = z.object(personFields);

interface Person {
	name: string | null;
	abhaNumber: string | null;
	abhaAddress: string | null;
	status: AbhaStatus;
}

export function readPerson(body: z.output<typeof personShape>): Person {
	const parts = [body.firstName, body.middleName, body.lastName].filter((part) => part !== null);
	const number = body.ABHANumber ?? body.abhaNumber ?? body.healthIdNumber;
	const addresses = [
		body.preferredAbhaAddress,
		body.abhaAddress,
		body.healthId,
		...body.phrAddress,
	].filter((address) => address !== null);
	return {
		name: body.name ?? body.fullName ?? (parts.join(' ') || null),
		abhaNumber: number === null ? null : formatAbhaNumber(number),
		// V1's profile gives `healthId` without its suffix, and the whole addresses beside it.
		abhaAddress: addresses.find((address) => address.includes('@')) ?? addresses[0] ?? null,
		status: readStatus(body.status),
	};
}

/** An account of a login's answer. */
export const accountAnswer = personShape.transform((body): Account => ({
	...readPerson(body),
	photo: readPhoto(body.profilePhoto),
}));

/** The answer of a search. An answer that names nobody is none. */
export function recordAnswer(family: AbhaFamily): z.ZodType<AbhaRecord> {
	return personShape
		.extend({ authMethods: words, blockedAuthMethods: words })
		.transform((body): AbhaRecord => ({
			...readPerson(body),
			...readMethods(body.authMethods, body.blockedAuthMethods),
			family,
		}))
		.refine((record) => record.abhaNumber !== null || record.abhaAddress !== null, {
			error: 'Neither a number nor an address',
		});
}
