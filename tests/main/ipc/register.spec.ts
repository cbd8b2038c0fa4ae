import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

import { AppError } from '../../../main/failure.ts';
import { type Answer, answerWith, type Handlers } from '../../../main/ipc/answer.ts';
import { type Border, registerCalls, type SenderFrame } from '../../../main/ipc/register.ts';
import { Secret } from '../../../main/secret.ts';
import { calls } from '../../../preload/contract.ts';
import type { Settings, Situation } from '../../../preload/contract/administration.ts';
import type { PatientFound, Profile } from '../../../preload/contract/visit.ts';
import { type JoinedEnds, joinEnds } from '../../support/joined-ends.ts';
import { recordedLog } from '../../support/recorded-log.ts';

const situation = {
	state: 'ready',
	desk: {
		facilityName: 'Asha Clinic',
		environment: 'sandbox',
		generation: 'v3',
		numbers: ['mobile', 'aadhaar'],
		gateway: { state: 'open' },
		practicePatients: [],
		deskName: null,
		protection: { method: 'memory' },
		isFirstRun: false,
		hasPin: false,
		provision: null,
		provisionRefused: null,
		warnings: [],
		language: 'en',
		kiosk: null,
	},
} as const satisfies Situation;
const facilityForm = {
	environment: 'sandbox',
	generation: 'v3',
	urls: { sessions: '', abha: '', phr: '' },
	cmId: '',
	clientId: 'SBX_000001',
	clientSecret: null,
	hipId: 'IN1',
	facilityName: 'Asha Clinic',
	network: { proxyUrl: '', proxyUser: '', proxyPassword: null, extraCaFile: null, ipv4Only: false },
};
const protection = { method: 'memory' };
const sent = {
	method: 'mobile-otp',
	sentTo: null,
	resendsLeft: 2,
	resendAfterSeconds: 60,
} as const;
const verified = {
	name: null,
	abhaNumber: null,
	abhaAddress: null,
	tokenExpiresInSeconds: null,
	slip: null,
};
const patient: PatientFound = {
	name: 'Deepak Pant',
	abhaNumber: '43-4221-5105-6749',
	abhaAddress: null,
	status: 'active',
	methods: ['mobile-otp'],
	otherMethods: [],
};

let handled: unknown[];
let ends: JoinedEnds;

function handlers(instead: Partial<Handlers> = {}): Handlers {
	const note =
		<T>(value: T) =>
		(...input: unknown[]): T => {
			handled.push(...input);
			return value;
		};
	return {
		getSituation: note(situation),
		findPatient: note(patient),
		sendOtp: note(sent),
		sendOtpToNumber: note(sent),
		resendOtp: note(sent),
		verifyOtp: note({ next: 'verified' as const, verified }),
		chooseAccount: note(verified),
		getProfile: note({} as Profile),
		getCard: note({ contentType: 'image/png' as const, bytes: new Uint8Array([1]) }),
		printCard: note({ printed: true }),
		saveCard: note({ saved: true }),
		checkConnection: note({ steps: [] }),
		tryGatewayNow: note(undefined),
		setTrainingGeneration: note(situation),
		cancelWaiting: note(undefined),
		endVisit: note(undefined),
		stillHere: note(undefined),
		recordConsent: note(undefined),
		startOver: note(undefined),
		setScanning: note(undefined),
		heartbeat: note(undefined),
		leaveKiosk: note(situation),
		reportProblem: note({ incident: 'BCDF-GHJK' }),
		copyDetails: note({ copied: true }),
		unlock: note(situation),
		tryVaultAgain: note(situation),
		getSetUpOptions: note({
			keyring: null,
			protection: null,
			hasUnopenedVault: false,
			facility: null,
		}),
		checkFacility: note({ steps: [] }),
		setUp: note(situation),
		chooseTraining: note(situation),
		openSettings: note({} as Settings),
		choosePin: note({} as Settings),
		closeSettings: note(undefined),
		changeSettings: note({} as Settings),
		changePin: note({} as Settings),
		changeKiosk: note({} as Settings),
		changeProtection: note({} as Settings),
		replaceFacility: note(situation),
		deleteFacility: note(situation),
		acceptProvision: note(situation),
		dismissProvision: note(situation),
		openSealedFile: note(situation),
		getPcKey: note({ key: 'invented' }),
		sealForPc: note({ sealed: null }),
		getActivity: note({ months: [], month: null, days: [], entries: [], total: 0 }),
		checkLog: note({ entries: 0, from: null, findings: [] }),
		exportActivity: note({ saved: true }),
		changeUpdates: note({} as Settings),
		chooseUpdateFolder: note({ folder: null }),
		getUpdateState: note({
			...{ runningVersion: '0.1.0', hasPinnedKeys: false, isInstalled: false },
			waiting: null,
		}),
		checkForUpdates: note({ state: 'up-to-date' as const }),
		fetchUpdate: note({ state: 'up-to-date' as const }),
		installUpdate: note({ fileToInstall: null }),
		getDiagnostics: note({ at: '2026-11-23T06:30:00.000Z', findings: [], problems: [] }),
		copyDiagnostics: note({ copied: true }),
		resetThisPc: note(undefined),
		getResetReport: note(null),
		...instead,
	};
}

beforeEach(() => {
	handled = [];
	ends = joinEnds(handlers());
});

const malformed = {
	ok: false,
	failure: { code: 'invalid-input', problem: { field: 'call', problem: 'malformed' } },
};

describe('registerCalls', () => {
	it('answers a call of our page', async () => {
		expect(await ends.bridge.findPatient({ query: 'deepak.pant' })).toEqual({
			ok: true,
			value: patient,
		});
		expect(handled).toEqual([{ query: 'deepak.pant' }]);
	});

	it('answers every call of the contract', async () => {
		const inputs: Partial<Record<string, unknown>> = {
			findPatient: { query: 'x' },
			sendOtp: { method: 'mobile-otp' },
			sendOtpToNumber: { kind: 'mobile', number: '1' },
			chooseAccount: { index: 0 },
			setTrainingGeneration: { generation: 'v3' },
			verifyOtp: { otp: '1' },
			endVisit: { reason: 'finished' },
			reportProblem: { kind: 'error', errorName: 'TypeError', location: 'index.js:1:2' },
			copyDetails: { incident: 'BCDF-GHJK' },
			unlock: { passphrase: 'x' },
			checkFacility: facilityForm,
			setUp: { facility: facilityForm, deskName: '', pin: '1', protection },
			openSettings: { pin: '1' },
			choosePin: { clientSecret: 'x', pin: '1' },
			changeSettings: {
				deskName: '',
				operatorName: '',
				idleEndsVisitAfterMinutes: 5,
				keepActivityMonths: 12,
				language: 'hi',
			},
			recordConsent: { agreed: true, language: 'or' },
			setScanning: { isOn: true },
			leaveKiosk: { pin: '1', to: 'quit' },
			changeKiosk: {
				isOn: true,
				idleAfterSeconds: 60,
				sendsPerAbha: 3,
				sendsPerDevice: 60,
				startsWithSession: false,
			},
			changePin: { pin: '1' },
			changeProtection: { protection },
			replaceFacility: facilityForm,
			acceptProvision: { pin: null },
			getPcKey: { protection },
			sealForPc: { key: 'x' },
			getActivity: { month: '2026-11', group: 'failed', offset: 50 },
			exportActivity: { format: 'csv', month: null, group: null },
			changeUpdates: { source: 'folder', place: '/media/stick' },
			resetThisPc: { typed: 'RESET' },
		};
		for (const name of Object.keys(calls)) {
			const input = inputs[name] === undefined ? [] : [inputs[name]];
			expect(await ends.invoke(name, ...input), name).toMatchObject({ ok: true });
		}
	});

	it.each([
		['a wrong type', 'findPatient', [{ query: 7 }]],
		['an extra field', 'findPatient', [{ query: 'x', admin: true }]],
		['an extra argument', 'findPatient', [{ query: 'x' }, 'more']],
		['no argument', 'findPatient', []],
		['an array', 'verifyOtp', [['123456']]],
		['a method that is not offered', 'sendOtp', [{ method: 'PASSWORD' }]],
		['a month that is a path', 'getActivity', [{ month: '../../etc', group: null, offset: 0 }]],
		['a protection that does not exist', 'getPcKey', [{ protection: { method: 'plain' } }]],
		['an incident that is a pattern', 'copyDetails', [{ incident: '.*' }]],
		['ten megabytes', 'findPatient', [{ query: 'x'.repeat(10_000_000) }]],
		['an argument where none belongs', 'stillHere', [{ patient: 'other' }]],
		[
			'a name in a report',
			'reportProblem',
			[{ kind: 'error', errorName: 'Deepak Pant', location: '' }],
		],
	])('refuses %s', async (_name, call, input) => {
		expect(await ends.invoke(call, ...input)).toEqual(malformed);
		expect(handled).toEqual([]);
	});

	it('refuses whatever has not the shape of a call, and does not fall over', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom('findPatient', 'sendOtp', 'sendOtpToNumber', 'chooseAccount', 'verifyOtp'),
				fc.array(fc.anything({ withDate: true, withMap: true, withTypedArray: true }), {
					maxLength: 3,
				}),
				async (call, input) => {
					fc.pre(!(input.length === 1 && isPlausible(input[0])));
					expect(await ends.invoke(call, ...input)).toEqual(malformed);
				},
			),
		);
	});

	it.each([
		['a frame that is gone', null],
		['another page', { url: 'https://evil.example/', parent: null }],
		['a frame inside our page', { url: 'app://abha-desk/index.html', parent: {} }],
	])('refuses %s and tells it nothing', async (_name, frame) => {
		ends.frame = frame;
		const reply = await ends.invoke('getSituation');
		expect(reply).toMatchObject({ ok: false, failure: { code: 'internal' } });
		expect(handled).toEqual([]);
		expect(ends.lines.join()).toContain('"step":"getSituation"');
	});

	it('knows no call that the contract does not', async () => {
		await expect(ends.invoke('readVault')).rejects.toThrow('No handler');
	});

	it('passes an expected failure on as it is', async () => {
		ends = joinEnds(
			handlers({
				sendOtp: () => {
					throw new AppError({ code: 'busy' });
				},
			}),
		);
		expect(await ends.bridge.sendOtp({ method: 'mobile-otp' })).toEqual({
			ok: false,
			failure: { code: 'busy' },
		});
	});

	it('keeps a bug to itself, but for the incident that is in the log', async () => {
		ends = joinEnds(
			handlers({
				verifyOtp: () => Promise.reject(new TypeError('otp 012345 of Deepak is undefined')),
			}),
		);
		const reply = await ends.bridge.verifyOtp({ otp: '012345' });
		expect(reply).toEqual({
			ok: false,
			failure: { code: 'internal', incident: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/) },
		});
		const { incident } = (reply as { failure: { incident: string } }).failure;
		expect(ends.lines[0]).toContain(incident);
		expect(ends.lines[0]).not.toContain('012345');
	});

	it('cannot be made to send a secret: the copy at the border refuses it', async () => {
		const facilityName = new Secret('canary') as unknown as string;
		const leaking: Situation = { state: 'ready', desk: { ...situation.desk, facilityName } };
		ends = joinEnds(handlers({ getSituation: () => leaking }));
		await expect(ends.bridge.getSituation()).rejects.toThrow(/could not be cloned/);
	});
});

describe('a page that asks before the desk stands', () => {
	type Listener = Parameters<Border['ipcMain']['handle']>[1];

	/** A border whose desk stands when `stand` is called; and a page that may be gone by then. */
	function early() {
		const listeners = new Map<string, Listener>();
		const { log } = recordedLog();
		let stand = (_answer: Answer): void => undefined;
		const desk = new Promise<Answer>((resolve) => (stand = resolve));
		registerCalls(desk, {
			ipcMain: { handle: (channel, listener) => listeners.set(channel, listener) },
			isTrusted: (frame: SenderFrame) => frame !== null,
		});
		const event: { senderFrame: SenderFrame } = { senderFrame: { url: 'ours', parent: null } };
		const ask = async (): Promise<unknown> =>
			listeners.get('getSituation')?.(event as Parameters<Listener>[0]);
		const standing = () => {
			stand(answerWith(handlers(), log));
		};
		return { event, ask, stand: standing };
	}

	it('waits, and is answered', async () => {
		const { ask, stand } = early();
		const reply = ask();
		expect(handled).toEqual([]);
		stand();
		expect(await reply).toEqual({ ok: true, value: situation });
	});

	it('is judged by the frame that asked, not by what stands there when the desk does', async () => {
		const { event, ask, stand } = early();
		event.senderFrame = null;
		const reply = ask();
		event.senderFrame = { url: 'ours', parent: null };
		stand();
		expect(await reply).toMatchObject({ ok: false, failure: { code: 'internal' } });
	});
});

/** What fast-check may hit on by luck. */
function isPlausible(input: unknown): boolean {
	return typeof input === 'object' && input !== null && Object.keys(input).length > 0;
}
