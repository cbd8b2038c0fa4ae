import type { Language } from '../../preload/contract/kiosk.ts';
import type { Events } from '../../preload/contract.ts';
import type { ConnectionReport, Desk, Generation } from '../../preload/contract/desk.ts';
import { checkConnection } from '../abdm/connection-check.ts';
import { type AbdmConnection, createAbdmClient } from '../abdm/create-client.ts';
import type { Clock } from '../clock.ts';
import type { Facility } from '../facility/facility.ts';
import type { Log } from '../log/log.ts';
import type { Network } from '../network/network.ts';
import type { AuditTrail } from '../audit/trail.ts';
import { AppError } from '../failure.ts';
import { Consent } from '../kiosk/consent.ts';
import { KioskVisit } from '../kiosk/kiosk-visit.ts';
import type { SlipNumbers } from '../kiosk/slip-numbers.ts';
import { type PatientVisit, RecordedVisit, type VisitEnd } from './recorded-visit.ts';
import type { SendLimits } from './send-limits.ts';
import { Visit } from './visit.ts';

/** What a desk needs to be a kiosk. */
export interface KioskParts {
	slips: SlipNumbers;
}

export interface FrontDeskOptions {
	facility: Facility;
	clock: Clock;
	log: Log;
	network: Network;
	trail: AuditTrail;
	/** Of this PC rather than of this desk: a change of facility or mode must not start them anew. */
	limits: SendLimits;
	/** `null`: a receptionist operates the desk. */
	kiosk: KioskParts | null;
	announce: <E extends keyof Events>(event: E, payload: Events[E]) => void;
}

/** The part of the desk that a facility brings; the rest is this PC's. */
export type FacilityDesk = Pick<
	Desk,
	'facilityName' | 'environment' | 'generation' | 'numbers' | 'gateway' | 'practicePatients'
>;

/** The desk as a whole: one facility, its way to ABDM, and the visit that is going on. */
export class FrontDesk {
	readonly #options: FrontDeskOptions;
	/** The visit, where it is a kiosk's. */
	#kiosk: KioskVisit | null = null;
	#generation: Generation;
	#connection: AbdmConnection;
	#visit: PatientVisit;
	#stopListening: () => void = () => undefined;

	constructor(options: FrontDeskOptions) {
		this.#options = options;
		this.#generation = options.facility.generation;
		this.#connection = this.#connect();
		this.#visit = this.#openVisit();
	}

	get visit(): PatientVisit {
		return this.#visit;
	}

	/** What of the desk this facility decides. */
	get desk(): FacilityDesk {
		const { name, environment, practicePatients } = this.#options.facility;
		return {
			facilityName: name,
			environment,
			generation: this.#generation,
			numbers: this.#connection.client.numbers,
			gateway: this.#connection.session.state,
			practicePatients,
		};
	}

	/** Training only: practises with the other generation of ABDM's API. Ends the visit. */
	train(generation: Generation): void {
		if (this.#options.facility.environment !== 'training') return;
		this.#visit.end('next-patient');
		this.#generation = generation;
		this.#connection = this.#connect();
		this.#visit = this.#openVisit();
	}

	/** Kiosk only: what the person answered. */
	async recordConsent(answer: { agreed: boolean; language: Language }): Promise<void> {
		if (this.#kiosk === null) throw new AppError({ code: 'not-ready' });
		await this.#kiosk.recordConsent(answer);
	}

	/** Kiosk only: an OTP is on its way, which takes longer than a look at the screen. */
	get awaitsOtp(): boolean {
		return this.#kiosk?.awaitsOtp ?? false;
	}

	checkConnection(): Promise<ConnectionReport> {
		const { facility, clock, log, network } = this.#options;
		return checkConnection(facility.accessFor(this.#generation), {
			clock,
			log,
			http: { network },
			// The desk's own: a check must not ask with refused credentials more often than a press may.
			session: this.#connection.session,
		});
	}

	tryGatewayNow(): void {
		this.#connection.session.tryNow();
	}

	/** Another facility takes its place: nothing of this one may be heard again. */
	close(reason: VisitEnd): void {
		this.#visit.end(reason);
		this.#stopListening();
		this.#options.facility.close();
	}

	#connect(): AbdmConnection {
		const { facility, clock, log, network, announce } = this.#options;
		const access = facility.accessFor(this.#generation);
		const connection = createAbdmClient(access, { clock, log, http: { network } });
		// A pause that belongs to the other generation must not be announced for this one.
		this.#stopListening();
		this.#stopListening = connection.session.onStateChange((state) => {
			announce('gatewayChanged', state);
		});
		return connection;
	}

	#openVisit(): PatientVisit {
		const { facility, clock, trail, limits, kiosk, announce } = this.#options;
		const { client } = this.#connection;
		const open = (onEnd: () => void) =>
			new Visit({
				client,
				clock,
				limits,
				onTokenRenewed: (expiresInSeconds) => {
					announce('tokenRenewed', { expiresInSeconds });
				},
				onEnd: () => {
					facility.callOffTrainingMessages();
					onEnd();
				},
			});
		const recorded = new RecordedVisit(open, trail);
		if (kiosk === null) return recorded;
		const consent = new Consent(trail);
		this.#kiosk = new KioskVisit({ visit: recorded, consent, slips: kiosk.slips });
		return this.#kiosk;
	}
}
