import type { Card } from '../../preload/contract/visit.ts';
import type { FrontDesk } from '../desk/front-desk.ts';
import { newIncident } from '../incident.ts';
import type { Log } from '../log/log.ts';
import type { Handlers } from './register.ts';

/** Where a card leaves the program: only through a dialog of the system's own. */
export interface CardOutput {
	/** Prints what the window shows of the card. Resolves to whether the person printed. */
	print(): Promise<boolean>;
	/** Resolves to whether the person chose a place. */
	save(card: Card): Promise<boolean>;
}

/** What each call of the contract does, in the contract's order. */
export function createHandlers(front: FrontDesk, cards: CardOutput, log: Log): Handlers {
	return {
		getDesk: () => front.desk,
		findPatient: ({ query }) => front.visit.find(query),
		sendOtp: ({ method }) => front.visit.sendOtp(method),
		sendOtpToNumber: ({ kind, number }) => front.visit.sendOtpToNumber(kind, number),
		resendOtp: () => front.visit.resendOtp(),
		verifyOtp: ({ otp }) => front.visit.verifyOtp(otp),
		chooseAccount: ({ index }) => front.visit.chooseAccount(index),
		getProfile: () => front.visit.profile(),
		getCard: () => front.visit.card(),
		printCard: async () => {
			// Fails when there is no verified patient: the window must not be printed for its own sake.
			const { contentType } = await front.visit.card();
			// What is printed is what the window shows, and it cannot show a PDF.
			const isShown = contentType !== 'application/pdf';
			return { printed: isShown && (await cards.print()) };
		},
		saveCard: async () => ({ saved: await cards.save(await front.visit.card()) }),
		checkConnection: () => front.checkConnection(),
		tryGatewayNow: () => {
			front.tryGatewayNow();
		},
		setTrainingGeneration: ({ generation }) => front.train(generation),
		cancelWaiting: () => {
			front.visit.cancelWaiting();
		},
		endVisit: () => {
			front.visit.end();
		},
		reportProblem: ({ kind, errorName, location }) => {
			const incident = newIncident();
			log.error('renderer problem', { incident, reason: `${kind} ${errorName} ${location}` });
			return { incident };
		},
	};
}
