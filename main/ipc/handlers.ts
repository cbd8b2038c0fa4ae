import type { Card } from '../../preload/contract/visit.ts';
import type { ResetReport } from '../../preload/contract/diagnostics.ts';
import type { DiagnosticsDesk } from '../diagnostics/diagnostics-desk.ts';
import { newIncident } from '../incident.ts';
import type { Log } from '../log/log.ts';
import type { Administration } from '../station/administration.ts';
import type { FacilityChange } from '../station/facility-change.ts';
import type { Provisioning } from '../station/provisioning.ts';
import type { Station } from '../station/station.ts';
import type { Updating } from '../station/updating.ts';
import type { Handlers } from './answer.ts';

/** Where a card leaves the program: only through a dialog of the system's own. */
export interface CardOutput {
	/** Prints what the window shows of the card. Resolves to whether the person printed. */
	print(): Promise<boolean>;
	/** Resolves to whether the person chose a place. */
	save(card: Card): Promise<boolean>;
}

/** The page's own process, its camera and its pulse. */
export interface Page {
	/** Replaces the process, and with it all that it remembers. */
	startOver(): void;
	setScanning(isOn: boolean): void;
	/** It is alive. */
	beat(): void;
}

/** The end of all that this PC holds. */
export interface Reset {
	/** Has the next start, which follows at once, remove everything. Throws `reset-refused`. */
	order(): Promise<void>;
	/** What this start has removed; `null`: none was ordered before it. */
	report: ResetReport | null;
}

export interface HandlerParts {
	station: Station;
	facilityChange: FacilityChange;
	administration: Administration;
	provisioning: Provisioning;
	cards: CardOutput;
	log: Log;
	/** Puts the details of an incident where the person can paste them; `false`: there are none. */
	copyDetails: (incident: string) => Promise<boolean>;
	/** A person is at the desk. */
	onPerson: () => void;
	page: Page;
	updating: Updating;
	/** The page has got what it asked for first. */
	onFirstScreen: () => void;
	diagnostics: Pick<DiagnosticsDesk, 'report' | 'copy' | 'noted'>;
	reset: Reset;
}

/** What each call of the contract does, in the contract's order. */
export function createHandlers(parts: HandlerParts): Handlers {
	const { station, facilityChange, administration, provisioning, cards, log, page } = parts;
	const { copyDetails, onPerson, updating, onFirstScreen } = parts;
	const { diagnostics, reset } = parts;
	return {
		getSituation: async () => {
			const situation = await station.open();
			onFirstScreen();
			return situation;
		},
		findPatient: ({ query }) => station.front.visit.find(query),
		sendOtp: ({ method }) => station.front.visit.sendOtp(method),
		sendOtpToNumber: ({ kind, number }) => station.front.visit.sendOtpToNumber(kind, number),
		resendOtp: () => station.front.visit.resendOtp(),
		verifyOtp: ({ otp }) => station.front.visit.verifyOtp(otp),
		chooseAccount: ({ index }) => station.front.visit.chooseAccount(index),
		getProfile: () => station.front.visit.profile(),
		getCard: () => station.front.visit.card(),
		printCard: async () => ({
			// Fails when there is no verified patient: the window must not be printed for its own sake.
			printed: await station.front.visit.takeCard(
				'card-printed',
				// What is printed is what the window shows, and it cannot show a PDF.
				async ({ contentType }) => contentType !== 'application/pdf' && (await cards.print()),
			),
		}),
		saveCard: async () => ({
			saved: await station.front.visit.takeCard('card-saved', (card) => cards.save(card)),
		}),
		checkConnection: async () => diagnostics.noted(await station.front.checkConnection()),
		tryGatewayNow: () => {
			station.front.tryGatewayNow();
		},
		setTrainingGeneration: ({ generation }) => {
			station.front.train(generation);
			return station.situation;
		},
		cancelWaiting: () => {
			station.front.visit.cancelWaiting();
		},
		endVisit: ({ reason }) => {
			station.endVisit(reason);
		},
		stillHere: onPerson,
		recordConsent: (answer) => station.front.recordConsent(answer),
		startOver: () => {
			station.endVisit('finished');
			page.startOver();
		},
		setScanning: ({ isOn }) => {
			page.setScanning(isOn);
		},
		heartbeat: () => {
			page.beat();
		},
		leaveKiosk: ({ pin, to }) => administration.leaveKiosk(pin, to),
		reportProblem: ({ kind, errorName, location }) => {
			const incident = newIncident();
			log.error('renderer problem', { incident, reason: `${kind} ${errorName} ${location}` });
			return { incident };
		},
		copyDetails: async ({ incident }) => ({ copied: await copyDetails(incident) }),
		unlock: ({ passphrase }) => station.unlock(passphrase),
		tryVaultAgain: () => station.tryAgain(),
		getSetUpOptions: () => administration.setUpOptions(),
		checkFacility: async (form) => diagnostics.noted(await administration.checkFacility(form)),
		setUp: (form) => facilityChange.setUp(form),
		chooseTraining: () => station.chooseTraining(),
		openSettings: ({ pin }) => administration.openSettings(pin),
		choosePin: ({ clientSecret, pin }) => administration.choosePin(clientSecret, pin),
		closeSettings: () => {
			administration.closeSettings();
		},
		changeSettings: (desk) => administration.changeSettings(desk),
		changePin: ({ pin }) => administration.changePin(pin),
		changeKiosk: (kiosk) => administration.changeKiosk(kiosk),
		changeProtection: ({ protection }) => administration.changeProtection(protection),
		replaceFacility: (form) => administration.replaceFacility(form),
		deleteFacility: () => administration.deleteFacility(),
		acceptProvision: ({ pin }) => provisioning.accept(pin),
		dismissProvision: () => provisioning.dismiss(),
		openSealedFile: () => provisioning.openSealedFile(),
		getPcKey: ({ protection }) => provisioning.pcKey(protection),
		sealForPc: ({ key }) => provisioning.sealFor(key),
		getActivity: (query) => administration.activity(query),
		checkLog: () => administration.checkLog(),
		exportActivity: async (what) => ({ saved: await administration.exportActivity(what) }),
		changeUpdates: (updates) => administration.changeUpdates(updates),
		chooseUpdateFolder: () => updating.chooseFolder(),
		getUpdateState: () => updating.state(),
		checkForUpdates: () => updating.check(),
		fetchUpdate: () => updating.fetch(),
		installUpdate: () => updating.install(),
		getDiagnostics: () => diagnostics.report(),
		copyDiagnostics: async () => ({ copied: await diagnostics.copy() }),
		resetThisPc: async () => {
			administration.requireVault();
			await reset.order();
		},
		getResetReport: () => reset.report,
	};
}
