import type { PracticeCase, PracticePatient } from '../../preload/contract.ts';

/** ABDM's own words, the same in both generations of its API (abdm-api.md 1.2). */
export const authMethods = [
	'AADHAAR_BIO',
	'AADHAAR_OTP',
	'DEMOGRAPHICS',
	'PASSWORD',
	'MOBILE_OTP',
] as const;
export type AuthMethod = (typeof authMethods)[number];

export interface Patient {
	readonly name: string;
	/** `NN-NNNN-NNNN-NNNN`, or `undefined` for an ABHA that is an address only. */
	readonly abhaNumber: string | undefined;
	/** With its suffix, in lower case. */
	readonly abhaAddress: string | undefined;
	readonly mobile: string;
	readonly status: 'ACTIVE' | 'DEACTIVATED' | 'LOCKED';
	readonly authMethods: readonly AuthMethod[];
	readonly shows: PracticeCase;
	/** How long this patient's SMS takes, when it is not what everyone's takes. */
	readonly smsDelayMs?: number;
	/** Has asked for too many OTPs already, whoever asks now. */
	readonly otpLimitReached?: true;
}

/**
 * All invented. The numbers pass the Luhn check that the desk warns by (abdm-api.md 3.1), and look
 * made up on purpose, but for the first: the example of the seed, which every guide prints.
 */
export const patients: readonly Patient[] = [
	{
		name: 'Deepak Pant',
		abhaNumber: '43-4221-5105-6749',
		abhaAddress: 'deepak.pant@sbx',
		mobile: '9000000903',
		status: 'ACTIVE',
		authMethods,
		shows: 'active',
	},
	{
		name: 'கவிதா முருகன்',
		abhaNumber: '90-0001-1020-3040',
		abhaAddress: 'kavitha.murugan@sbx',
		mobile: '9000000114',
		status: 'ACTIVE',
		authMethods: ['AADHAAR_OTP', 'MOBILE_OTP'],
		shows: 'active',
	},
	{
		name: 'Sunita Rao',
		abhaNumber: '90-0002-1020-3049',
		abhaAddress: 'sunita.rao@sbx',
		mobile: '9000000225',
		status: 'DEACTIVATED',
		authMethods,
		shows: 'deactivated',
	},
	{
		name: 'Imran Sheikh',
		abhaNumber: '90-0003-1020-3048',
		abhaAddress: 'imran.sheikh@sbx',
		mobile: '9000000336',
		status: 'LOCKED',
		authMethods,
		shows: 'locked',
	},
	{
		name: 'Harpreet Gill',
		abhaNumber: '90-0004-1020-3047',
		abhaAddress: 'harpreet.gill@sbx',
		mobile: '9000000447',
		status: 'ACTIVE',
		authMethods: ['AADHAAR_OTP', 'PASSWORD'],
		shows: 'no-mobile-otp',
	},
	{
		name: 'Meena Joshi',
		abhaNumber: '90-0005-1020-3046',
		abhaAddress: 'meena.joshi@sbx',
		mobile: '9000000558',
		status: 'ACTIVE',
		authMethods: ['AADHAAR_OTP', 'DEMOGRAPHICS', 'MOBILE_OTP'],
		shows: 'shared-phone',
	},
	{
		name: 'Rohan Joshi',
		abhaNumber: '90-0006-1020-3045',
		abhaAddress: 'rohan.joshi@sbx',
		mobile: '9000000558',
		status: 'ACTIVE',
		authMethods: ['DEMOGRAPHICS', 'MOBILE_OTP'],
		shows: 'shared-phone',
	},
	{
		name: 'Lakshmi Nair',
		abhaNumber: '90-0007-1020-3044',
		abhaAddress: undefined,
		mobile: '9000000669',
		status: 'ACTIVE',
		authMethods,
		shows: 'no-address',
	},
	{
		name: 'Joseph Dsouza',
		abhaNumber: undefined,
		abhaAddress: 'joseph.dsouza@sbx',
		mobile: '9000000770',
		status: 'ACTIVE',
		authMethods: ['PASSWORD', 'MOBILE_OTP'],
		shows: 'no-number',
	},
	{
		name: 'श्रीमती राजराजेश्वरी सुब्रह्मण्यम् वेंकटलक्ष्मी नरसिंहाचार्य कृष्णमूर्ति विश्वनाथन् त्रिपाठी चतुर्वेदी',
		abhaNumber: '90-0008-1020-3043',
		abhaAddress: 'rajarajeshwari@sbx',
		mobile: '9000000881',
		status: 'ACTIVE',
		authMethods,
		shows: 'long-name',
	},
	{
		name: 'Anil Kumar',
		abhaNumber: '90-0009-1020-3042',
		abhaAddress: 'anil.kumar@sbx',
		mobile: '9000000992',
		status: 'ACTIVE',
		authMethods,
		shows: 'slow-sms',
		smsDelayMs: 40_000,
	},
	{
		name: 'Fatima Khan',
		abhaNumber: '90-0010-1020-3049',
		abhaAddress: 'fatima.khan@sbx',
		mobile: '9000000137',
		status: 'ACTIVE',
		authMethods: ['AADHAAR_OTP', 'MOBILE_OTP'],
		shows: 'otp-limit',
		otpLimitReached: true,
	},
];

/** What a newcomer can type: the address as people say it, without its suffix, where there is one. */
export const practicePatients: readonly PracticePatient[] = patients.map((patient) => ({
	query: patient.abhaAddress?.replace(/@.*$/, '') ?? patient.abhaNumber ?? '',
	shows: patient.shows,
}));
