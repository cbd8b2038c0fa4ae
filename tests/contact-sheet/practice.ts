import { systemClock } from '../../main/clock.ts';
import { type Simulator, startSimulator } from '../../main/simulator/simulator.ts';

/** The simulator as ABDM, outside the program: what is to be seen is a clinic and no training. */
export interface Practice {
	/** A provisioning file for it. */
	provisioning: Record<string, unknown>;
	/** The OTP of the newest SMS. */
	newestOtp: () => string;
	stop: () => Promise<void>;
}

export async function startPractice(): Promise<Practice> {
	const simulator: Simulator = await startSimulator({ clock: systemClock, smsDelayMs: 1 });
	let otp = '';
	simulator.onMessage((message) => (otp = message.otp));
	const { clientId, clientSecret, hipId } = simulator.credentials;
	return {
		provisioning: {
			format: 1,
			environment: 'custom',
			generation: 'v1v2',
			urls: simulator.urls.v1v2,
			clientId,
			clientSecret,
			hipId,
			facilityName: 'Asha Clinic',
		},
		newestOtp: () => otp,
		stop: () => simulator.close(),
	};
}

/** Six digits that are not these. */
export function wrongOtp(otp: string): string {
	return otp === '000000' ? '111111' : '000000';
}
