import { patients, type Patient } from './patients.ts';

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
