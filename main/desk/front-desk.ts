import type { Events } from '../../preload/contract.ts';
import type { ConnectionReport, Desk, Generation } from '../../preload/contract/desk.ts';
import { checkConnection } from '../abdm/connection-check.ts';
import { type AbdmConnection, createAbdmClient } from '../abdm/create-client.ts';
import type { Clock } from '../clock.ts';
import type { Facility } from '../facility/facility.ts';
import type { Log } from '../log/log.ts';
import type { Network } from '../network/network.ts';
import { SendLimits } from './send-limits.ts';
import { Visit } from './visit.ts';

export interface FrontDeskOptions {
	facility: Facility;
	clock: Clock;
	log: Log;
	network: Network;
	announce: <E extends keyof Events>(event: E, payload: Events[E]) => void;
}

/** The desk as a whole: one facility, its way to ABDM, and the visit that is going on. */
export class FrontDesk {
	readonly #options: FrontDeskOptions;
	/** Outlives visits, and the change of generation in training. */
	readonly #limits: SendLimits;
	#generation: Generation;
	#connection: AbdmConnection;
	#visit: Visit;
	#stopListening: () => void = () => undefined;

	constructor(options: FrontDeskOptions) {
		this.#options = options;
		this.#limits = new SendLimits(options.clock);
		this.#generation = options.facility.generation;
		this.#connection = this.#connect();
		this.#visit = this.#openVisit();
	}

	get visit(): Visit {
		return this.#visit;
	}

	get desk(): Desk {
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
	train(generation: Generation): Desk {
		if (this.#options.facility.environment === 'training') {
			this.#visit.end();
			this.#generation = generation;
			this.#connection = this.#connect();
			this.#visit = this.#openVisit();
		}
		return this.desk;
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

	#openVisit(): Visit {
		const { facility, clock, announce } = this.#options;
		return new Visit({
			client: this.#connection.client,
			clock,
			limits: this.#limits,
			onTokenRenewed: (expiresInSeconds) => {
				announce('tokenRenewed', { expiresInSeconds });
			},
			onEnd: () => {
				facility.callOffTrainingMessages();
			},
		});
	}
}
