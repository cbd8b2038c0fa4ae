import type { Profile, Verified } from '../../../preload/contract/visit.ts';
import { date, t } from '../../i18n/words.ts';

interface Fact {
	label: string;
	value: string;
	large?: boolean;
}

/**
 * Who the patient is: what ABDM verified, and nobody changes at a desk (NHA VRFY_ABHA_201). What
 * the profile leaves out is known from the verification; what both leave out is not shown.
 */
export function identityFacts(verified: Verified, profile: Profile | null): Fact[] {
	const born = profile?.dateOfBirth ?? null;
	const gender = profile?.gender ?? null;
	return [
		...fact(t('fact.name'), profile?.name ?? verified.name, true),
		...fact(t('fact.date-of-birth'), born === null ? null : date(born)),
		...fact(t('fact.gender'), gender === null ? null : t(`gender.${gender}`)),
		...fact(t('fact.abha-number'), profile?.abhaNumber ?? verified.abhaNumber, true),
		...fact(t('fact.abha-address'), profile?.abhaAddress ?? verified.abhaAddress),
	];
}

/** How to reach the patient, and whether ABDM has checked who they are. */
export function contactFacts(profile: Profile): Fact[] {
	const { kycVerified } = profile;
	return [
		...fact(t('fact.mobile'), profile.mobile),
		...fact(t('fact.email'), profile.email),
		...fact(t('fact.address'), profile.address),
		...fact(t('fact.district'), profile.district),
		...fact(t('fact.state'), profile.state),
		...fact(t('fact.pincode'), profile.pincode),
		// Unknown is not "no".
		...fact(t('fact.kyc'), kycVerified === null ? null : t(kycVerified ? 'kyc.yes' : 'kyc.no')),
	];
}

/** None for what is absent: an empty row would look like an answer. */
function fact(label: string, value: string | null, large = false): Fact[] {
	return value === null ? [] : [{ label, value, large }];
}
