import type { Desk, TrainingMessage } from '../../preload/contract.ts';
import type { AbdmAccess } from '../abdm/create-client.ts';
import type { Clock } from '../clock.ts';
import { Secret } from '../secret.ts';
import type { FacilityConfiguration } from './configuration.ts';

/** What this desk is and whom it talks to. */
export interface Facility {
	desk: Desk;
	access: AbdmAccess;
	/** Training only: calls `listener` when an SMS arrives. */
	onTrainingMessage(listener: (message: TrainingMessage) => void): void;
	/** Training only: an SMS of one patient must not reach the next one's screen. */
	callOffTrainingMessages(): void;
}

/** The facility as configured; without a configuration, the simulator in this program. */
export async function openFacility(
	configuration: FacilityConfiguration | undefined,
	clock: Clock,
): Promise<Facility> {
	return configuration === undefined ? startTraining(clock) : provisioned(configuration);
}

function provisioned(configuration: FacilityConfiguration): Facility {
	const { environment, facilityName } = configuration;
	return {
		desk: { environment, facilityName, practicePatients: [] },
		access: configuration,
		onTrainingMessage: () => undefined,
		callOffTrainingMessages: () => undefined,
	};
}

async function startTraining(clock: Clock): Promise<Facility> {
	// Loaded only here: a desk that works for real never has a simulator in memory.
	const [{ startSimulator }, { practicePatients }] = await Promise.all([
		import('../simulator/simulator.ts'),
		import('../simulator/patients.ts'),
	]);
	const simulator = await startSimulator({ clock });
	const { clientId, clientSecret, hipId } = simulator.credentials;
	return {
		desk: { environment: 'training', facilityName: null, practicePatients },
		access: { urls: simulator.urls, clientId, clientSecret: new Secret(clientSecret), hipId },
		onTrainingMessage: (listener) => {
			simulator.onMessage(listener);
		},
		callOffTrainingMessages: () => {
			simulator.callOffMessages();
		},
	};
}
