import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';

import type { Generation, TrainingMessage } from '../../preload/contract/desk.ts';
import type { Clock } from '../clock.ts';
import { GatewayAccess, makeCredentials, type Credentials } from './gateway-access.ts';
import { noSuchResource } from './gateway-error.ts';
import { pathOf, sendAnswer, type Answer } from './http-exchange.ts';
import { KeyPair } from './key-pair.ts';
import { OtpTransactions } from './otp-transactions.ts';
import { ProfileTokens } from './profile-tokens.ts';
import { SmsNetwork } from './sms-network.ts';
import { abhaPath, answerAbha, type AbhaService } from './v1v2/abha-routes.ts';
import { hisRequestError } from './v1v2/his-error.ts';
import { answerSessions, sessionsPath, tokenLifetimeSeconds } from './v1v2/sessions-route.ts';
import { AbhaSearches } from './v3/find-abha.ts';
import type { V3Service } from './v3/service.ts';
import { answerV3Sessions, v3SessionsPath, v3TokenLifetimeSeconds } from './v3/sessions-route.ts';
import { unknownError } from './v3/v3-error.ts';
import { answerV3, v3AbhaPath, v3PhrPath } from './v3/v3-routes.ts';

/** An ABDM on loopback with invented patients: training mode, and what tests run on. */
export interface Simulator {
	/** Base URLs as a facility configuration has them. */
	readonly urls: {
		readonly v1v2: { readonly sessions: string; readonly abha: string };
		readonly v3: { readonly sessions: string; readonly abha: string; readonly phr: string };
	};
	/** Made up at each start, and the same in both generations. */
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
	/** Speaks this one only, as when NHA has shut the other down. Both, unless told otherwise. */
	generation?: Generation;
}

/** Both generations answer at once, over the same patients, OTPs and limits. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
	const { clock, smsDelayMs = 1500, generation } = options;
	const sms = new SmsNetwork(clock);
	const credentials = makeCredentials();
	const shared = {
		transactions: new OtpTransactions(clock, sms, smsDelayMs),
		tokens: new ProfileTokens(clock),
	};
	const v1v2: AbhaService = {
		...shared,
		access: new GatewayAccess(clock, credentials, tokenLifetimeSeconds),
		keys: new KeyPair(),
	};
	const v3: V3Service = {
		...shared,
		clock,
		access: new GatewayAccess(clock, credentials, v3TokenLifetimeSeconds),
		keys: new KeyPair(),
		searches: new AbhaSearches(),
	};

	const apis = [v1v2Api(v1v2), v3Api(v3)].filter(
		(api) => generation === undefined || api.generation === generation,
	);
	const server = serve(apis, clock);
	const origin = await listen(server);
	return {
		urls: {
			v1v2: { sessions: origin + sessionsPath, abha: origin + abhaPath },
			v3: {
				sessions: origin + v3SessionsPath,
				abha: origin + v3AbhaPath,
				phr: origin + v3PhrPath,
			},
		},
		credentials,
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

/** One generation of the API, as far as telling requests apart goes. */
interface Api {
	readonly generation: Generation;
	readonly has: (path: string) => boolean;
	readonly answer: (request: IncomingMessage, path: string) => Promise<Answer>;
	readonly failed: Answer;
}

function v1v2Api(service: AbhaService): Api {
	return {
		generation: 'v1v2',
		has: (path) => path === sessionsPath || path.startsWith(`${abhaPath}/`),
		answer: (request, path) =>
			path === sessionsPath
				? answerSessions(request, service.access)
				: answerAbha(request, service),
		failed: hisRequestError(500),
	};
}

function v3Api(service: V3Service): Api {
	return {
		generation: 'v3',
		has: (path) => path === v3SessionsPath || path.startsWith(`${v3AbhaPath}/`),
		answer: (request, path) =>
			path === v3SessionsPath ? answerV3Sessions(request, service) : answerV3(request, service),
		failed: unknownError(500, 'The service has failed'),
	};
}

function serve(apis: readonly Api[], clock: Clock): Server {
	return createServer((request, response) => {
		answer(request, apis)
			.then((given) => {
				sendAnswer(response, given, clock.wallNowMs());
			})
			// The client is gone, and with it whoever could be told.
			.catch(() => response.destroy());
	});
}

async function answer(request: IncomingMessage, apis: readonly Api[]): Promise<Answer> {
	const path = pathOf(request);
	const api = apis.find(({ has }) => has(path));
	if (api === undefined) return noSuchResource;
	return api.answer(request, path).catch(() => api.failed);
}

/** On a free port of the loopback interface: no other computer can reach it. */
async function listen(server: Server): Promise<string> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('No port to listen on');
	return `http://127.0.0.1:${address.port}`;
}
