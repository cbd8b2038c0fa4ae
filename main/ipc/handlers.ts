import type { Desk } from '../../preload/contract.ts';
import type { Visit } from '../desk/visit.ts';
import { newIncident } from '../incident.ts';
import type { Log } from '../log/log.ts';
import type { Handlers } from './register.ts';

/** What each call of the contract does, in the contract's order. */
export function createHandlers(desk: Desk, visit: Visit, log: Log): Handlers {
	return {
		getDesk: () => desk,
		findPatient: ({ query }) => visit.find(query),
		sendOtp: ({ method }) => visit.sendOtp(method),
		verifyOtp: ({ otp }) => visit.verifyOtp(otp),
		cancelWaiting: () => {
			visit.cancelWaiting();
		},
		endVisit: () => {
			visit.end();
		},
		reportProblem: ({ kind, errorName, location }) => {
			const incident = newIncident();
			log.error('renderer problem', { incident, reason: `${kind} ${errorName} ${location}` });
			return { incident };
		},
	};
}
