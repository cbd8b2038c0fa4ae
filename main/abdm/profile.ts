import { z } from 'zod';

import type { Profile } from '../../preload/contract/visit.ts';
import { readBirthDate } from './birth-date.ts';
import { flag, text } from './fields.ts';
import { personFields, readPerson } from './person.ts';
import { readPhoto } from './photo.ts';
import { readGender } from './vocabulary.ts';

/**
 * The profile, from V1/V2 (abdm-api.md 1.4), from V3's number family (2.5) and from its address
 * family (2.6). Every field may be absent, but a profile of nobody is none.
 */
export const profileAnswer: z.ZodType<Profile> = z
	.object({
		...personFields,
		dayOfBirth: text,
		monthOfBirth: text,
		yearOfBirth: text,
		dateOfBirth: text,
		gender: text,
		mobile: text,
		email: text,
		address: text,
		districtName: text,
		stateName: text,
		pincode: text,
		pinCode: text,
		kycVerified: flag,
		kycStatus: text,
		kycPhoto: text,
	})
	.transform((body): Profile => {
		const { name, abhaNumber, abhaAddress } = readPerson(body);
		return {
			name,
			abhaNumber,
			abhaAddress,
			dateOfBirth: readBirthDate(body),
			gender: readGender(body.gender),
			mobile: body.mobile,
			email: body.email,
			address: body.address,
			district: body.districtName,
			state: body.stateName,
			pincode: body.pincode ?? body.pinCode,
			kycVerified: body.kycVerified ?? readKycStatus(body.kycStatus),
			photo: readPhoto(body.profilePhoto) ?? readPhoto(body.kycPhoto),
		};
	})
	.refine(({ abhaNumber, abhaAddress }) => abhaNumber !== null || abhaAddress !== null, {
		error: 'Neither a number nor an address',
	});

/** The address family has a word where the others have a flag. */
function readKycStatus(word: string | null): boolean | null {
	return word === null ? null : word.toUpperCase() === 'VERIFIED';
}
