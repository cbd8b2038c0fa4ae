import type {
	Desk,
	Generation,
	PracticePatient,
	TrainingMessage,
} from '../../preload/contract/desk.ts';
import type { AbdmAccess } from '../abdm/create-client.ts';
import type { Clock } from '../clock.ts';
import { Secret } from '../secret.ts';
import type { FacilityConfiguration } from './configuration.ts';
import { requirePermitted } from './production.ts';

/** What this desk is and whom it talks to. */
export interface Facility {
	readonly name: string | null;
	readonly environment: Desk['environment'];
	/** What the desk starts with. */
	readonly generation: Generation;
	readonly practicePatients: readonly PracticePatient[];
	/** A facility has one generation; training has both. */
	accessFor(generation: Generation): AbdmAccess;
	/** Training only: calls `listener` when an SMS arrives. */
	onTrainingMessage(listener: (message: TrainingMessage) => void): void;
	/** Training only: an SMS of one patient must not reach the next one's screen. */
	callOffTrainingMessages(): void;
	/** Training only: stops the simulator. */
	close(): void;
}

/**
 * The facility as configured; without a configuration, the simulator in this program. Throws
 * `invalid-input` for production in a package that may not have it: nothing reaches ABDM but by here.
 */
export async function openFacility(
	configuration: FacilityConfiguration | undefined,
	{ clock, mayUseProduction }: { clock: Clock; mayUseProduction: boolean },
): Promise<Facility> {
	if (configuration === undefined) return startTraining(clock);
	requirePermitted(configuration, mayUseProduction);
	return provisioned(configuration);
}

function provisioned(configuration: FacilityConfiguration): Facility {
	const { environment, generation, facilityName } = configuration;
	const access: AbdmAccess =
		configuration.generation === 'v1v2'
			? configuration
			: // Addresses end as the consent manager is called (abdm-api.md 3.2).
				{ ...configuration, addressSuffix: configuration.cmId === 'abdm' ? '@abdm' : '@sbx' };
	return {
		name: facilityName,
		environment,
		generation,
		practicePatients: [],
		accessFor: () => access,
		onTrainingMessage: () => undefined,
		callOffTrainingMessages: () => undefined,
		close: () => undefined,
	};
}

async function startTraining(clock: Clock): Promise<Facility> {
	// Loaded only here: a desk that works for real never has a simulator in memory.
	const [{ startSimulator }, { practicePatients }] = await Promise.all([
		import('../simulator/simulator.ts'),
		import('../simulator/patients.ts'),
	]);
	const simulator = await startSimulator({ clock });
	const { clientId, clientSecret, hipId, cmId } = simulator.credentials;
	const credentials = { clientId, clientSecret: new Secret(clientSecret), hipId };
	return {
		name: null,
		environment: 'training',
		generation: 'v1v2',
		practicePatients,
		accessFor: (generation) =>
			generation === 'v1v2'
				? { ...credentials, generation, urls: simulator.urls.v1v2 }
				: { ...credentials, generation, urls: simulator.urls.v3, cmId, addressSuffix: '@sbx' },
		onTrainingMessage: (listener) => {
			simulator.onMessage(listener);
		},
		callOffTrainingMessages: () => {
			simulator.callOffMessages();
		},
		close: () => void simulator.close(),
	};
}
