import { z } from 'zod';

import type { Call, Input } from '../../preload/contract.ts';
import { resetWord } from '../../preload/contract/diagnostics.ts';
import { languages } from '../../preload/contract/kiosk.ts';

/** Room for any paste that deserves a sentence of its own; more is an attack on the border. */
const typedText = z.string().max(1_000_000);

const pin = typedText;
const protection = z.discriminatedUnion('method', [
	z.strictObject({ method: z.literal('keyring') }),
	z.strictObject({ method: z.literal('passphrase'), passphrase: typedText }),
	z.strictObject({ method: z.literal('memory') }),
]);

/** What the fields may hold is judged in main/facility, which has a sentence for each. */
const facility = z.strictObject({
	environment: z.enum(['sandbox', 'production', 'custom']),
	generation: z.enum(['v1v2', 'v3']),
	urls: z.strictObject({ sessions: typedText, abha: typedText, phr: typedText }),
	cmId: typedText,
	clientId: typedText,
	clientSecret: typedText.nullable(),
	hipId: typedText,
	facilityName: typedText,
	network: z.strictObject({
		proxyUrl: typedText,
		proxyUser: typedText,
		proxyPassword: typedText.nullable(),
		extraCaFile: typedText.nullable(),
		ipv4Only: z.boolean(),
	}),
});

const language = z.enum(languages);
const month = z.string().regex(/^\d{4}-\d{2}$/);
const group = z.enum(['found', 'otp', 'verified', 'failed', 'visit', 'administration']);

/** One schema a call. The renderer's types are a promise; these are the check. */
export const inputs: { readonly [C in Call]: z.ZodType<Input<C>> } = {
	getSituation: z.tuple([]),
	findPatient: z.tuple([z.strictObject({ query: typedText })]),
	sendOtp: z.tuple([z.strictObject({ method: z.enum(['mobile-otp', 'aadhaar-otp']) })]),
	sendOtpToNumber: z.tuple([
		z.strictObject({ kind: z.enum(['mobile', 'aadhaar']), number: typedText }),
	]),
	resendOtp: z.tuple([]),
	verifyOtp: z.tuple([z.strictObject({ otp: typedText })]),
	chooseAccount: z.tuple([z.strictObject({ index: z.int().min(0).max(99) })]),
	getProfile: z.tuple([]),
	getCard: z.tuple([]),
	printCard: z.tuple([]),
	saveCard: z.tuple([]),
	checkConnection: z.tuple([]),
	tryGatewayNow: z.tuple([]),
	setTrainingGeneration: z.tuple([z.strictObject({ generation: z.enum(['v1v2', 'v3']) })]),
	cancelWaiting: z.tuple([]),
	endVisit: z.tuple([
		z.strictObject({ reason: z.enum(['finished', 'cancelled', 'without-abha']) }),
	]),
	stillHere: z.tuple([]),
	recordConsent: z.tuple([z.strictObject({ agreed: z.boolean(), language })]),
	startOver: z.tuple([]),
	setScanning: z.tuple([z.strictObject({ isOn: z.boolean() })]),
	heartbeat: z.tuple([]),
	leaveKiosk: z.tuple([z.strictObject({ pin, to: z.enum(['desk', 'quit']) })]),
	reportProblem: z.tuple([
		z.strictObject({
			kind: z.enum(['error', 'unhandled-rejection', 'screen']),
			// Narrow on purpose: what looks like a class name and a place in a file carries no patient.
			errorName: z.string().regex(/^[A-Za-z]{0,40}$/),
			location: z.string().regex(/^[\w.\-/]{0,120}(:\d{1,7}){0,2}$/),
		}),
	]),
	copyDetails: z.tuple([z.strictObject({ incident: z.string().regex(/^[A-Z-]{1,20}$/) })]),
	unlock: z.tuple([z.strictObject({ passphrase: typedText })]),
	tryVaultAgain: z.tuple([]),
	getSetUpOptions: z.tuple([]),
	checkFacility: z.tuple([facility]),
	setUp: z.tuple([z.strictObject({ facility, deskName: typedText, pin, protection })]),
	chooseTraining: z.tuple([]),
	openSettings: z.tuple([z.strictObject({ pin })]),
	choosePin: z.tuple([z.strictObject({ clientSecret: typedText, pin })]),
	closeSettings: z.tuple([]),
	changeSettings: z.tuple([
		z.strictObject({
			deskName: typedText,
			operatorName: typedText,
			idleEndsVisitAfterMinutes: z.number(),
			keepActivityMonths: z.number(),
			language,
		}),
	]),
	changeKiosk: z.tuple([
		z.strictObject({
			isOn: z.boolean(),
			idleAfterSeconds: z.number(),
			sendsPerAbha: z.number(),
			sendsPerDevice: z.number(),
			startsWithSession: z.boolean(),
		}),
	]),
	changePin: z.tuple([z.strictObject({ pin })]),
	changeProtection: z.tuple([z.strictObject({ protection })]),
	replaceFacility: z.tuple([facility]),
	deleteFacility: z.tuple([]),
	acceptProvision: z.tuple([z.strictObject({ pin: pin.nullable() })]),
	dismissProvision: z.tuple([]),
	openSealedFile: z.tuple([]),
	getPcKey: z.tuple([z.strictObject({ protection })]),
	sealForPc: z.tuple([z.strictObject({ key: typedText })]),
	getActivity: z.tuple([
		z.strictObject({
			month: month.nullable(),
			group: group.nullable(),
			offset: z.int().min(0),
		}),
	]),
	checkLog: z.tuple([]),
	exportActivity: z.tuple([
		z.strictObject({
			format: z.enum(['csv', 'json-lines']),
			month: month.nullable(),
			group: group.nullable(),
		}),
	]),
	changeUpdates: z.tuple([
		z.strictObject({ source: z.enum(['off', 'https', 'folder']), place: typedText }),
	]),
	chooseUpdateFolder: z.tuple([]),
	getUpdateState: z.tuple([]),
	checkForUpdates: z.tuple([]),
	fetchUpdate: z.tuple([]),
	installUpdate: z.tuple([]),
	getDiagnostics: z.tuple([]),
	copyDiagnostics: z.tuple([]),
	resetThisPc: z.tuple([z.strictObject({ typed: z.literal(resetWord) })]),
	getResetReport: z.tuple([]),
};
