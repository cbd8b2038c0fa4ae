import { createBridge, type Transport } from '../../preload/bridge.ts';
import type { Diagnostics } from '../../preload/contract/diagnostics.ts';
import type { Bridge, Call, Events, Output, Reply } from '../../preload/contract.ts';
import type {
	Activity,
	Settings,
	SetUpOptions,
	Situation,
} from '../../preload/contract/administration.ts';
import type { ConnectionReport, Desk, TrainingMessage } from '../../preload/contract/desk.ts';
import type { AbdmDetails, Failure } from '../../preload/contract/failure.ts';
import type {
	Card,
	OtpSent,
	PatientFound,
	Profile,
	Verified,
} from '../../preload/contract/visit.ts';

export const details: AbdmDetails = {
	incident: 'incident-7',
	step: 'search',
	httpStatus: 422,
	abdmCode: 'HIS-1008',
};

export const deepak: PatientFound = {
	name: 'Deepak Pant',
	abhaNumber: '43-4221-5105-6749',
	abhaAddress: 'deepak.pant@sbx',
	status: 'active',
	methods: ['mobile-otp'],
	otherMethods: ['password'],
};

export const trainingDesk: Desk = {
	facilityName: null,
	environment: 'training',
	generation: 'v3',
	numbers: ['mobile', 'aadhaar'],
	gateway: { state: 'open' },
	practicePatients: [
		{
			query: 'deepak.pant',
			mobile: '9000000903',
			// Invented, like all of them: no Aadhaar number begins with 0 or 1.
			aadhaar: '000011112222',
			shows: 'active',
		},
		{
			query: '11112222333344',
			mobile: '9000000904',
			aadhaar: '000011112223',
			shows: 'no-address',
		},
	],
	deskName: null,
	protection: null,
	isFirstRun: false,
	hasPin: false,
	provision: null,
	provisionRefused: null,
	warnings: [],
	language: 'en',
	kiosk: null,
};

/** The desk as it starts, with a visit about to begin. */
export const ready = (desk: Desk): Situation => ({ state: 'ready', desk });

/** A facility's desk that was set up, instead of training. */
export const clinicDesk: Desk = {
	...trainingDesk,
	facilityName: 'Asha Clinic',
	environment: 'sandbox',
	practicePatients: [],
	protection: { method: 'keyring', keyring: 'gnome' },
	hasPin: true,
};

export const setUpOptions: SetUpOptions = {
	keyring: 'gnome',
	protection: null,
	hasUnopenedVault: false,
	facility: null,
};

export const settings: Settings = {
	desk: {
		deskName: 'Reception 1',
		operatorName: '',
		idleEndsVisitAfterMinutes: 5,
		keepActivityMonths: 12,
		language: 'en',
	},
	kiosk: {
		isOn: false,
		idleAfterSeconds: 60,
		sendsPerAbha: 3,
		sendsPerDevice: 60,
		startsWithSession: false,
	},
	facility: {
		environment: 'sandbox',
		generation: 'v3',
		urls: { sessions: '', abha: '', phr: '' },
		cmId: '',
		clientId: 'SBX_000001',
		clientSecretSetOn: '2026-11-20T09:30:00.000Z',
		hipId: 'IN2910000007',
		facilityName: 'Asha Clinic',
		network: {
			proxyUrl: '',
			proxyUser: '',
			hasProxyPassword: false,
			ipv4Only: false,
			extraCaCount: 0,
		},
	},
	protection: { method: 'keyring', keyring: 'gnome' },
	keyring: 'gnome',
	pinSetOn: '2026-11-20T09:30:00.000Z',
	updates: { source: 'off', place: '' },
};

export const noActivity: Activity = { months: [], month: null, days: [], entries: [], total: 0 };

export const verified: Verified = {
	name: deepak.name,
	abhaNumber: deepak.abhaNumber,
	abhaAddress: deepak.abhaAddress,
	tokenExpiresInSeconds: 1800,
	slip: null,
};

export const sent: OtpSent = {
	method: 'mobile-otp',
	sentTo: '******0903',
	resendsLeft: 2,
	resendAfterSeconds: 60,
};

/** One pixel, really a PNG. */
const pixel =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const profile: Profile = {
	name: 'Deepak Pant',
	abhaNumber: '43-4221-5105-6749',
	abhaAddress: 'deepak.pant@sbx',
	dateOfBirth: { year: 1984, month: 5, day: 23 },
	gender: 'male',
	mobile: '******0903',
	email: 'deepak@example.org',
	address: '12 Invented Lane',
	district: 'Varanasi',
	state: 'Uttar Pradesh',
	pincode: '221001',
	kycVerified: true,
	photo: { contentType: 'image/png', base64: pixel },
};

export const card: Card = {
	contentType: 'image/png',
	bytes: Uint8Array.from(atob(pixel), (character) => character.charCodeAt(0)),
};

export const connected: ConnectionReport = {
	steps: (['dns', 'tls', 'clock', 'session', 'certificate'] as const).map((step) => ({
		step,
		result: 'ok',
		failure: null,
		clockAheadSeconds: step === 'clock' ? 0 : null,
	})),
};

export const diagnostics: Diagnostics = {
	at: '2026-11-23T06:30:00.000Z',
	findings: [
		{ code: 'program.release', values: { version: '0.1.0' } },
		{ code: 'disk.low', values: { gigabytes: 0.7 } },
		{ code: 'clock.wrong', values: { seconds: 600 } },
	],
	problems: [],
};

type Answers = Record<Call, () => Promise<Reply<unknown>>>;

/** Main as the renderer sees it: everything goes well until a test says otherwise. */
export class FakeDesk implements Transport {
	/** Every call that arrived, oldest first. */
	readonly asked: { call: string; input: unknown }[] = [];
	readonly bridge: Bridge = createBridge(this);

	readonly #listeners = new Map<string, ((payload: unknown) => void)[]>();
	readonly #answers: Answers = {
		getSituation: ok(ready(trainingDesk)),
		findPatient: ok(deepak),
		sendOtp: ok(sent),
		sendOtpToNumber: ok(sent),
		resendOtp: ok({ ...sent, resendsLeft: 1 }),
		verifyOtp: ok({ next: 'verified', verified }),
		chooseAccount: ok(verified),
		getProfile: ok(profile),
		getCard: ok(card),
		printCard: ok({ printed: true }),
		saveCard: ok({ saved: true }),
		checkConnection: ok(connected),
		tryGatewayNow: ok(undefined),
		setTrainingGeneration: ok(ready(trainingDesk)),
		cancelWaiting: ok(undefined),
		endVisit: ok(undefined),
		stillHere: ok(undefined),
		recordConsent: ok(undefined),
		startOver: ok(undefined),
		setScanning: ok(undefined),
		heartbeat: ok(undefined),
		leaveKiosk: ok(ready(clinicDesk)),
		reportProblem: ok({ incident: 'incident-9' }),
		copyDetails: ok({ copied: true }),
		unlock: ok(ready(clinicDesk)),
		tryVaultAgain: ok(ready(clinicDesk)),
		getSetUpOptions: ok(setUpOptions),
		checkFacility: ok(connected),
		setUp: ok(ready(clinicDesk)),
		chooseTraining: ok(ready(trainingDesk)),
		openSettings: ok(settings),
		choosePin: ok(settings),
		closeSettings: ok(undefined),
		changeSettings: ok(settings),
		changePin: ok(settings),
		changeKiosk: ok(settings),
		changeProtection: ok(settings),
		replaceFacility: ok(ready(clinicDesk)),
		deleteFacility: ok(ready(trainingDesk)),
		acceptProvision: ok(ready(clinicDesk)),
		dismissProvision: ok(ready(trainingDesk)),
		openSealedFile: ok(ready(trainingDesk)),
		getPcKey: ok({ key: 'abha-desk-pc:invented' }),
		sealForPc: ok({ sealed: null }),
		getActivity: ok(noActivity),
		checkLog: ok({ entries: 0, from: null, findings: [] }),
		exportActivity: ok({ saved: true }),
		changeUpdates: ok(settings),
		chooseUpdateFolder: ok({ folder: null }),
		getUpdateState: ok({
			...{ runningVersion: '0.1.0', hasPinnedKeys: false, isInstalled: true },
			waiting: null,
		}),
		checkForUpdates: ok({ state: 'up-to-date' }),
		fetchUpdate: ok({ state: 'up-to-date' }),
		installUpdate: ok({ fileToInstall: null }),
		getDiagnostics: ok(diagnostics),
		copyDiagnostics: ok({ copied: true }),
		resetThisPc: ok(undefined),
		getResetReport: ok(null),
	};

	answer<C extends Call>(call: C, value: Output<C>): void {
		this.#answers[call] = ok(value);
	}

	fail(call: Call, failure: Failure): void {
		this.#answers[call] = () => Promise.resolve({ ok: false, failure });
	}

	/** As a bug in main or at the border would do. */
	throwAt(call: Call): void {
		this.#answers[call] = () => Promise.reject(new TypeError('secret words'));
	}

	/** Leaves the call without an answer until the returned function gives one. */
	hold<C extends Call>(call: C): (reply: Reply<Output<C>>) => void {
		let settle: (reply: Reply<Output<C>>) => void = () => undefined;
		const held = new Promise<Reply<Output<C>>>((resolve) => (settle = resolve));
		this.#answers[call] = () => held;
		return (reply) => {
			settle(reply);
		};
	}

	/** An SMS arrives in the training panel. */
	announce(message: TrainingMessage): void {
		this.emit('trainingMessageArrived', message);
	}

	/** Main says something without being asked. */
	emit<E extends keyof Events>(event: E, payload: Events[E]): void {
		for (const listener of this.#listeners.get(event) ?? []) listener(structuredClone(payload));
	}

	/** What a call was asked with, each time. */
	inputsOf(call: Call): unknown[] {
		return this.asked.filter((each) => each.call === call).map((each) => each.input);
	}

	// Cloned both ways, as at the real hop: what cannot be cloned cannot cross.
	async invoke(channel: string, input: readonly unknown[]): Promise<unknown> {
		this.asked.push({ call: channel, input: structuredClone(input[0]) });
		return structuredClone(await this.#answers[channel as Call]());
	}

	subscribe(channel: string, listener: (payload: unknown) => void): () => void {
		this.#listeners.set(channel, [...(this.#listeners.get(channel) ?? []), listener]);
		return () => {
			const others = (this.#listeners.get(channel) ?? []).filter((each) => each !== listener);
			this.#listeners.set(channel, others);
		};
	}
}

function ok<T>(value: T): () => Promise<Reply<T>> {
	return () => Promise.resolve({ ok: true, value });
}
