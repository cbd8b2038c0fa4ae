import type { ServerResponse } from 'node:http';

import type { AbdmStep } from '../../preload/contract/failure.ts';
import { type Respond, sendJson } from './scripted-server.ts';
import { makeTestCertificate, type TestCertificate } from './test-certificate.ts';

/** The steps that a fault may meet, in the order of the journey. */
export const steps = [
	'session',
	'certificate',
	'search',
	'send-otp',
	'resend-otp',
	'verify-otp',
	'choose-account',
	'profile',
	'card',
] as const satisfies readonly AbdmStep[];

export type Step = (typeof steps)[number];

/** What must never be seen in a failure or in the log, wherever ABDM may put it. */
export const leaks = ['canary', '012345', 'Deepak', '43-4221-5105-6749'];

const png = Buffer.from('89504e470d0a1a0a', 'hex');

/** A good answer of each step, as small as it can be. */
export function sendGood(step: Step, response: ServerResponse): void {
	if (step === 'certificate') response.end('-----BEGIN PUBLIC KEY-----');
	else if (step === 'card') response.writeHead(202, { 'Content-Type': 'image/png' }).end(png);
	else sendJson(response, 200, goodBody(step));
}

function goodBody(step: Step): unknown {
	if (step === 'session') return { accessToken: 'canary-access-token', expiresIn: 600 };
	return { name: 'Deepak' };
}

/** What happens instead of an answer: `respond` at the server, or a way on which none is reached. */
export interface Fault {
	/** How long the fault goes on after its answer; the next call is made when it is over. */
	lastsMs?: number;
	name: string;
	/** The code of the one failure, or `ok` where the desk gets over it. */
	becomes: string | ((step: Step) => string);
	/** How often the server is asked. */
	requests: number | ((step: Step) => number);
	respond?: (step: Step, nth: number) => Respond;
	/** Where the step's call goes instead. */
	url?: string;
	certificate?: TestCertificate;
	/** The step's call goes on a connection of its own, rather than on that of the session before it. */
	fresh?: boolean;
	/** Only where the fault is that time passes. */
	slow?: boolean;
}

const repeatable = new Set<Step>(['session', 'certificate', 'search', 'profile', 'card']);
const repeated = (step: Step) => (repeatable.has(step) ? 2 : 1);
/** The session is the first call, so its connection never served another. */
const repeatedOnKept = (step: Step) => (step === 'session' ? 1 : repeated(step));
const notFirst = (session: string, others: string) => (step: Step) =>
	step === 'session' ? session : others;

/** Steps that send or spend an OTP: a 401 may be about the patient there (see outcome.ts). */
const withOtp = new Set<Step>(['send-otp', 'resend-otp', 'verify-otp', 'choose-account']);
const withPatientToken = new Set<Step>(['choose-account', 'profile', 'card']);
/** Of a 401 that nothing says to be the gateway's. */
const doubted = (step: Step) => {
	if (withPatientToken.has(step)) return 'token-expired';
	return withOtp.has(step) ? 'abdm-refused' : 'credentials-refused';
};
const renewedUnlessDoubted = (step: Step) => (step === 'session' || withOtp.has(step) ? 1 : 2);

const leak = '<html>canary Deepak 012345 43-4221-5105-6749</html>';

const sent =
	(status: number, contentType: string, body: string | Buffer, headers = {}): Respond =>
	(_request, response) => {
		response.writeHead(status, { 'Content-Type': contentType, ...headers }).end(body);
	};

const refused =
	(status: number, body: unknown, date = new Date()): Respond =>
	(_request, response) => {
		response.setHeader('Date', date.toUTCString());
		sendJson(response, status, body);
	};

const answerWell =
	(step: Step): Respond =>
	(_request, response) => {
		sendGood(step, response);
	};

/** Long after the bytes have left: a reset that overtakes them would be one in the middle. */
const resetLater = (response: ServerResponse) => {
	const { socket } = response;
	setTimeout(() => socket?.resetAndDestroy(), 25);
};

const tenMinutes = 600_000;
const expiredToken = { code: '900901', message: 'canary', description: 'Deepak' };

export const faults: readonly Fault[] = [
	{ name: 'DNS fails', url: 'https://abdm.invalid/', becomes: 'offline', requests: 0 },
	{
		name: 'connection refused',
		url: 'http://127.0.0.1:1/',
		becomes: 'abdm-unavailable',
		requests: 0,
	},
	{
		name: 'TLS name wrong',
		certificate: makeTestCertificate({ address: '192.0.2.9' }),
		becomes: 'tls-not-trusted',
		requests: 0,
	},
	{
		name: 'TLS expired',
		certificate: makeTestCertificate({ validUntil: new Date(Date.now() - 1000) }),
		becomes: 'tls-not-trusted',
		requests: 0,
	},
	{
		name: 'reset before the answer, new connection',
		fresh: true,
		respond: () => (_request, _response, incoming) => incoming.socket.resetAndDestroy(),
		becomes: 'abdm-unavailable',
		requests: 1,
	},
	{
		name: 'reset before the answer, kept connection',
		respond: () => (_request, _response, incoming) => incoming.socket.resetAndDestroy(),
		becomes: 'abdm-unavailable',
		requests: repeatedOnKept,
	},
	{
		name: 'reset in the middle of the answer',
		respond: () => (_request, response) => {
			response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 100 });
			response.write('{"name":"Deepak');
			resetLater(response);
		},
		becomes: 'abdm-unavailable',
		requests: 1,
	},
	{
		name: 'reset after the answer',
		lastsMs: 500,
		respond: (step) => (_request, response) => {
			sendGood(step, response);
			resetLater(response);
		},
		becomes: 'ok',
		requests: 1,
	},
	{
		name: '0 bytes',
		respond: () => sent(200, 'application/json', ''),
		becomes: 'abdm-not-understood',
		requests: 1,
	},
	{
		name: 'slow drip',
		slow: true,
		respond: () => (_request, response) => {
			response.writeHead(200, { 'Content-Type': 'application/json' });
			const drip = setInterval(() => response.write(' '), 20);
			response.on('close', () => {
				clearInterval(drip);
			});
		},
		becomes: 'abdm-timeout',
		requests: 1,
	},
	{
		name: '5 MB',
		respond: () => sent(200, 'application/json', Buffer.alloc(5 * 1024 * 1024 + 1, ' ')),
		becomes: 'abdm-not-understood',
		requests: 1,
	},
	{
		name: 'HTML 403 from a CDN',
		respond: () => sent(403, 'text/html', leak),
		becomes: 'abdm-refused',
		requests: 1,
	},
	{
		name: '429 with Retry-After',
		respond: () => sent(429, 'text/html', leak, { 'Retry-After': '30' }),
		becomes: 'too-many-requests',
		requests: 1,
	},
	{
		name: '500',
		respond: () => sent(500, 'text/html', leak),
		becomes: 'abdm-unavailable',
		requests: 1,
	},
	{
		name: '503',
		respond: () => sent(503, 'text/html', leak),
		becomes: 'abdm-unavailable',
		requests: repeated,
	},
	{
		name: '503 once',
		respond: (step, nth) => (nth === 1 ? sent(503, 'text/html', leak) : answerWell(step)),
		becomes: (step) => (repeatable.has(step) ? 'ok' : 'abdm-unavailable'),
		requests: repeated,
	},
	{
		name: 'redirect',
		respond: () => sent(302, 'text/html', leak, { Location: '/canary' }),
		becomes: 'abdm-not-understood',
		requests: 1,
	},
	{
		name: 'wrong content type',
		respond: (step) =>
			step === 'certificate' || step === 'card'
				? sent(200, step === 'card' ? 'image/png' : 'text/plain', leak)
				: sent(200, 'text/html', JSON.stringify(goodBody(step))),
		becomes: 'abdm-not-understood',
		requests: 1,
	},
	{
		name: 'truncated JSON',
		respond: () => sent(200, 'application/json', '{"name":"Deepak","otp":"012345'),
		becomes: 'abdm-not-understood',
		requests: 1,
	},
	{
		name: 'wrong types',
		respond: () => refused(200, { accessToken: 7, expiresIn: 'canary', name: ['Deepak'] }),
		becomes: 'abdm-not-understood',
		requests: 1,
	},
	{
		name: 'clock 10 min off',
		respond: () =>
			refused(
				404,
				{ error: { code: 'ABDM-1016: ', message: 'Invalid Timestamp of Deepak' } },
				new Date(Date.now() + tenMinutes),
			),
		becomes: 'clock-wrong',
		requests: 1,
	},
	{
		name: 'certificate changed',
		respond: () => refused(400, { loginId: 'Invalid LoginId canary', timestamp: 't' }),
		becomes: 'abdm-refused',
		requests: 1,
	},
	{
		name: 'token expired early',
		respond: (step, nth) => (nth === 1 ? refused(401, expiredToken) : answerWell(step)),
		becomes: notFirst('credentials-refused', 'ok'),
		requests: (step) => (step === 'session' ? 1 : 2),
	},
	{
		name: 'token refused for good',
		respond: () => refused(401, expiredToken),
		becomes: 'credentials-refused',
		requests: (step) => (step === 'session' ? 1 : 2),
	},
	{
		name: '401 without a code',
		respond: () => refused(401, { message: 'canary of Deepak', timestamp: 't' }),
		becomes: doubted,
		requests: renewedUnlessDoubted,
	},
	{
		name: 'HTML 401',
		respond: () => sent(401, 'text/html', leak),
		becomes: doubted,
		requests: renewedUnlessDoubted,
	},
	{
		name: 'empty 401',
		respond: () => sent(401, 'application/json', ''),
		becomes: (step) => (withPatientToken.has(step) ? 'token-expired' : 'credentials-refused'),
		requests: (step) => (step === 'session' ? 1 : 2),
	},
	{
		name: 'empty 401 once',
		respond: (step, nth) => (nth === 1 ? sent(401, 'application/json', '') : answerWell(step)),
		becomes: notFirst('credentials-refused', 'ok'),
		requests: (step) => (step === 'session' ? 1 : 2),
	},
];
