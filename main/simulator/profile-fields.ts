import { isKycVerified, type Patient } from './patient.ts';
import { patients } from './patients.ts';

/**
 * ABDM's own documents differ on how an absent field looks and whether a number is one
 * (abdm-api.md 1.2, 2.5), so the patients take turns: each always answers in the same style.
 */
const styles = ['left-out', 'null-and-integers', 'empty-and-unpadded'] as const;
type Style = (typeof styles)[number];

function styleOf(patient: Patient): Style {
	return styles[patients.indexOf(patient) % styles.length] ?? 'left-out';
}

/** Says the fields that are `undefined` as this patient's answers say them. */
export function inStyleOf(patient: Patient, fields: Readonly<Record<string, unknown>>): object {
	const absent = { 'left-out': undefined, 'null-and-integers': null, 'empty-and-unpadded': '' };
	const style = styleOf(patient);
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [name, value ?? absent[style]]),
	);
}

/** What V1/V2 and both families of V3 say alike of a patient (abdm-api.md 1.4, 2.5, 2.6). */
export function sharedFields(patient: Patient): Readonly<Record<string, unknown>> {
	const { home } = patient;
	const [firstName = '', ...names] = patient.name.split(' ');
	return {
		firstName,
		middleName: names.slice(0, -1).join(' ') || undefined,
		lastName: names.at(-1),
		gender: patient.gender,
		email: patient.email,
		profilePhoto: patient.photo,
		address: `${home.street}, ${home.district}, ${home.state}`,
		stateName: home.state,
		districtName: home.district,
		subdistrictName: undefined,
		townName: undefined,
		authMethods: patient.authMethods,
	};
}

/** V1/V2 and V3's address family always send strings, of which some are not padded. */
export function birthStrings(patient: Patient): Readonly<Record<string, string | undefined>> {
	const { year, month, day } = patient.born;
	const width = styleOf(patient) === 'empty-and-unpadded' ? 1 : 2;
	return {
		yearOfBirth: String(year),
		monthOfBirth: month?.toString().padStart(width, '0'),
		dayOfBirth: day?.toString().padStart(width, '0'),
	};
}

/** V3's number family sends strings to some and integers to others. */
export function birthAndCodes(patient: Patient): Readonly<Record<string, unknown>> {
	const { born, home } = patient;
	const codes = { stateCode: home.stateCode, districtCode: home.districtCode };
	if (styleOf(patient) !== 'null-and-integers') return { ...birthStrings(patient), ...codes };
	return {
		yearOfBirth: born.year,
		monthOfBirth: born.month,
		dayOfBirth: born.day,
		stateCode: Number(codes.stateCode),
		districtCode: Number(codes.districtCode),
	};
}

/** `dd-mm-yyyy`, or the year alone; to some the other way round (fixture 33 has both). */
export function birthInOne(patient: Patient): string {
	const parts = [patient.born.day, patient.born.month, patient.born.year]
		.filter((part) => part !== undefined)
		.map((part) => part.toString().padStart(2, '0'));
	return (styleOf(patient) === 'null-and-integers' ? parts.reverse() : parts).join('-');
}

/** Mobiles as V3 masks them; its address family at times does not (abdm-api.md 2.7). */
export const masked = {
	tail: (patient: Patient) => `******${patient.mobile.slice(-4)}`,
	head: (patient: Patient) => `${patient.mobile.slice(0, 4)}******`,
	perhaps: (patient: Patient) =>
		styleOf(patient) === 'left-out' ? patient.mobile : `${patient.mobile.slice(0, 5)}*****`,
};

export const kycWords = (patient: Patient) =>
	isKycVerified(patient)
		? { verificationStatus: 'VERIFIED', verificationType: 'AADHAAR' }
		: { verificationStatus: 'PROVISIONAL', verificationType: 'CHILD_ABHA' };
