import { Agent as HttpsAgent } from 'node:https';

import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { readCard } from '../../../main/abdm/card.ts';
import { Gateway, type GatewayCall } from '../../../main/abdm/gateway.ts';
import { createHttp } from '../../../main/abdm/http.ts';
import { createPerform } from '../../../main/abdm/perform.ts';
import { GatewaySession } from '../../../main/abdm/session.ts';
import { systemClock } from '../../../main/clock.ts';
import { AppError } from '../../../main/failure.ts';
import { createNetwork, type Network, plainNetwork } from '../../../main/network/network.ts';
import { Secret } from '../../../main/secret.ts';
import { plainDialect } from '../../support/dialects.ts';
import { type Fault, faults, leaks, sendGood, type Step, steps } from '../../support/faults.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { type Respond, ScriptedServer } from '../../support/scripted-server.ts';

/** What came of one fault at one step. */
interface Cell {
	becomes: string;
	requests: number;
}

/** Trusts the test's own authorities; the one name that is asked for is not known. */
function networkFor({ certificate }: Fault): Network {
	const extraCa = certificate === undefined ? [] : [certificate.cert];
	const network = createNetwork({ ...plainNetwork, extraCa });
	const nameless = new HttpsAgent({
		lookup: (_hostname, _options, done) => {
			done(Object.assign(new Error('canary'), { code: 'ENOTFOUND' }), '', 0);
		},
	});
	return {
		...network,
		agentFor: (url) =>
			url.includes('.invalid') ? Promise.resolve(nameless) : network.agentFor(url),
	};
}

const answers: Record<'certificate' | 'card' | 'others', GatewayCall<unknown>['answer']> = {
	certificate: {
		type: 'text',
		read: (text) => {
			if (!text.startsWith('-----BEGIN')) throw new TypeError(text);
			return text;
		},
	},
	card: { type: 'bytes', read: readCard },
	others: { type: 'json', schema: z.object({ name: z.string() }) },
};

function answerOf(step: Step): GatewayCall<unknown>['answer'] {
	return step === 'certificate' || step === 'card' ? answers[step] : answers.others;
}

/** An ABDM that has one fault at one step, and a desk that comes to it. */
async function open(step: Step, fault: Fault) {
	let faulty = true;
	let nth = 0;
	const respond: Respond = (request, response, incoming) => {
		const asked = request.path.slice(1) as Step;
		if (fault.fresh === true) response.setHeader('Connection', 'close');
		if (asked !== step || !faulty || fault.respond === undefined) {
			sendGood(asked, response);
			return;
		}
		nth += 1;
		fault.respond(step, nth)(request, response, incoming);
	};
	const good = await ScriptedServer.start(respond);
	const bad = fault.certificate && (await ScriptedServer.start(respond, fault.certificate));
	const { log, lines } = recordedLog();
	const deadlineMs = fault.slow === true ? 700 : 5_000;
	const exchange = createHttp({ deadlineMs, network: networkFor(fault) });
	const clock = systemClock;
	const perform = createPerform({
		// The way without a server ends when the fault does.
		exchange: (request, signal) => {
			const away = faulty && request.url.endsWith(`/${step}`);
			const url = away ? (fault.url ?? `${(bad ?? good).origin}/${step}`) : request.url;
			return exchange({ ...request, url }, signal);
		},
		clock,
		log,
		generation: 'v3',
	});
	const session = new GatewaySession(
		perform,
		`${good.origin}/session`,
		{ clientId: 'id', clientSecret: new Secret('canary-client-secret') },
		plainDialect,
		clock,
	);
	const gateway = new Gateway(perform, session, plainDialect);
	return {
		session,
		lines,
		/** As a person would: the step, whatever calls it needs. */
		go: async (): Promise<unknown> =>
			step === 'session'
				? session.token()
				: gateway.call({
						step,
						method: 'POST',
						url: `${good.origin}/${step}`,
						headers: { 'X-Token': 'Bearer canary-profile-token' },
						body: { otp: '012345', healthId: '43-4221-5105-6749' },
						answer: answerOf(step),
					}),
		requests: () =>
			[...good.requests, ...(bad?.requests ?? [])].filter(({ path }) => path === `/${step}`).length,
		heal: () => {
			faulty = false;
			session.tryNow();
		},
		stop: () => Promise.all([good.stop(), bad?.stop()]),
	};
}

async function meet(step: Step, fault: Fault): Promise<Cell> {
	const desk = await open(step, fault);
	try {
		const error = await desk.go().then(
			() => undefined,
			(failed: unknown) => failed,
		);
		const requests = desk.requests();
		if (error !== undefined) expectClear(error, step, desk.lines);
		const seen = desk.lines.join('') + (error instanceof AppError ? describeFailure(error) : '');
		for (const leak of leaks) expect(seen).not.toContain(leak);

		// The journey goes on where it was when the fault is over.
		await new Promise((resolve) => setTimeout(resolve, fault.lastsMs ?? 0));
		desk.heal();
		await desk.go();
		return { becomes: error instanceof AppError ? error.failure.code : 'ok', requests };
	} finally {
		await desk.stop();
	}
}

/** One failure of ours, of this step, and the line of the log that it names is the last. */
function expectClear(error: unknown, step: Step, lines: readonly string[]): void {
	expect(error).toBeInstanceOf(AppError);
	expect(error).toMatchObject({ failure: { details: { step } } });
	const { failure } = error as { failure: { details: { incident: string } } };
	const own = lines.filter((line) => line.includes(failure.details.incident));
	expect(own).toEqual([lines.at(-1)]);
}

function describeFailure(error: AppError): string {
	return JSON.stringify(error.failure) + error.message;
}

const table = new Map<Fault, readonly Cell[]>();

afterAll(() => {
	process.stdout.write(drawTable());
});

/** One line for each fault and outcome; under each step how often the server was asked. */
function drawTable(): string {
	const heads = steps.map((step) => step.padStart(15)).join('');
	const lines = [`${'fault'.padEnd(42)}${'becomes'.padEnd(21)}${heads}`];
	for (const [{ name }, cells] of table) {
		for (const becomes of new Set(cells.map((cell) => cell.becomes))) {
			const counts = cells.map((cell) =>
				(cell.becomes === becomes ? String(cell.requests) : '·').padStart(15),
			);
			lines.push(`${name.padEnd(42)}${becomes.padEnd(21)}${counts.join('')}`);
		}
	}
	return `\nThe fault matrix: requests that reached ABDM, by step\n\n${lines.join('\n')}\n\n`;
}

const of = <T>(rule: T | ((step: Step) => T), step: Step): T =>
	rule instanceof Function ? rule(step) : rule;

describe('every step of the journey', () => {
	it.each(faults)(
		'makes one clear failure of “$name”, and sends nothing twice that costs',
		async (fault) => {
			const cells = await Promise.all(steps.map((step) => meet(step, fault)));
			table.set(fault, cells);
			const expected = steps.map((step) => ({
				becomes: of(fault.becomes, step),
				requests: of(fault.requests, step),
			}));
			expect(cells).toEqual(expected);
		},
	);
});
