import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';

import type { TrainingMessage } from '../../preload/contract.ts';
import type { Clock } from '../clock.ts';
import { GatewayAccess, type Credentials } from './gateway-access.ts';
import { pathOf, sendAnswer, type Answer } from './http-exchange.ts';
import { KeyPair } from './key-pair.ts';
import { OtpTransactions } from './otp-transactions.ts';
import { SmsNetwork } from './sms-network.ts';
import { abhaPath, answerAbha, type AbhaService } from './v1v2/abha-routes.ts';
import { noSuchResource } from './v1v2/gateway-error.ts';
import { hisRequestError } from './v1v2/his-error.ts';
import { answerSessions, sessionsPath } from './v1v2/sessions-route.ts';

/** An ABDM on loopback with invented patients: training mode, and what tests run on. */
export interface Simulator {
	/** Base URLs as a facility configuration has them. */
	readonly urls: { readonly sessions: string; readonly abha: string };
	/** Made up at each start. */
	readonly credentials: Credentials;
	/** The SMS "network": called when a message arrives, never through HTTP. Returns unsubscribe. */
	onMessage(listener: (message: TrainingMessage) => void): () => void;
	/** Calls off the messages that have not arrived. */
	callOffMessages(): void;
	/** Ends every connection at once and calls off the messages that have not arrived. */
	close(): Promise<void>;
}

export interface SimulatorOptions {
	clock: Clock;
	smsDelayMs?: number;
}

export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
	const { clock, smsDelayMs = 1500 } = options;
	const sms = new SmsNetwork(clock);
	const access = new GatewayAccess(clock);
	const transactions = new OtpTransactions(clock, sms, smsDelayMs);

	const server = serve({ access, transactions, keys: new KeyPair() });
	const origin = await listen(server);
	return {
		urls: { sessions: origin + sessionsPath, abha: origin + abhaPath },
		credentials: access.credentials,
		onMessage: (listener) => sms.onMessage(listener),
		callOffMessages: () => {
			sms.callOff();
		},
		close: async () => {
			sms.close();
			await new Promise<void>((resolve) => {
				server.close(() => {
					resolve();
				});
				// A request that is half sent would hold the server open for minutes.
				server.closeAllConnections();
			});
		},
	};
}

function serve(service: AbhaService): Server {
	return createServer((request, response) => {
		answer(request, service)
			.catch(() => hisRequestError(500))
			.then((given) => {
				sendAnswer(response, given);
			})
			// The client is gone, and with it whoever could be told.
			.catch(() => response.destroy());
	});
}

async function answer(request: IncomingMessage, service: AbhaService): Promise<Answer> {
	const path = pathOf(request);
	if (path === sessionsPath) return answerSessions(request, service.access);
	if (path.startsWith(`${abhaPath}/`)) return answerAbha(request, service);
	return noSuchResource;
}

/** On a free port of the loopback interface: no other computer can reach it. */
async function listen(server: Server): Promise<string> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('No port to listen on');
	return `http://127.0.0.1:${address.port}`;
}
