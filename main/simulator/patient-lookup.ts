import { isKycVerified, type Patient } from './patient.ts';
import { patients } from './patients.ts';

/** The suffix of the sandbox (abdm-api.md 3.2). */
const suffix = '@sbx';

/**
 * Finds a patient by ABHA number (14 digits, with or without its dashes) or ABHA address (any case,
 * with or without its suffix), as ABDM does where a field is called `healthId` (seed step 3).
 */
export function findPatient(abha: string): Patient | undefined {
	if (/^\d{14}$|^\d{2}-\d{4}-\d{4}-\d{4}$/.test(abha)) {
		const digits = abha.replaceAll('-', '');
		return patients.find((patient) => patient.abhaNumber?.replaceAll('-', '') === digits);
	}
	const typed = abha.toLowerCase();
	const address = typed.includes('@') ? typed : typed + suffix;
	return patients.find((patient) => patient.abhaAddress === address);
}

/** Everyone with an ABHA number on this mobile (ten digits), the deactivated among them. */
export function findByMobile(mobile: string): readonly Patient[] {
	return patients.filter(
		(patient) => patient.mobile === mobile && patient.abhaNumber !== undefined,
	);
}

/** Finds nobody where the person has an Aadhaar but the ABHA has none behind it. */
export function findByAadhaar(aadhaar: string): Patient | undefined {
	return patients.find((patient) => patient.aadhaar === aadhaar && isKycVerified(patient));
}
