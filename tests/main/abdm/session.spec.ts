import { describe, expect, it } from 'vitest';

import type { AbdmCall, Perform } from '../../../main/abdm/perform.ts';
import { GatewaySession } from '../../../main/abdm/session.ts';
import { AppError } from '../../../main/failure.ts';
import { Secret } from '../../../main/secret.ts';
import type { GatewayState } from '../../../preload/contract/desk.ts';
import { plainDialect } from '../../support/dialects.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** A gateway that gives `token-1`, `token-2`, … when the test lets it. */
function fakeGateway(expiresIn = 600) {
	const calls: AbdmCall<unknown>[] = [];
	const waiting: { answer: () => void; fail: (error: Error) => void }[] = [];
	const perform: Perform = <T>(call: AbdmCall<T>) => {
		calls.push(call);
		const accessToken = `token-${String(calls.length)}`;
		return new Promise<T>((resolve, reject) => {
			waiting.push({
				answer: () => {
					resolve({ accessToken, expiresIn } as T);
				},
				fail: reject,
			});
		});
	};
	return { calls, waiting, perform };
}

function openSession(expiresIn?: number) {
	const clock = new FakeClock();
	const gateway = fakeGateway(expiresIn);
	const credentials = { clientId: 'id', clientSecret: new Secret('secret') };
	const session = new GatewaySession(
		gateway.perform,
		'https://s.test',
		credentials,
		plainDialect,
		clock,
	);
	/** Asks for a token and lets the gateway answer if it was asked. */
	const token = async () => {
		const pending = session.token();
		gateway.waiting.splice(0).forEach(({ answer }) => {
			answer();
		});
		return pending;
	};
	/** Asks for a token and has the gateway fail if it was asked. Returns the failure. */
	const failed = async (error: Error = refused()): Promise<unknown> => {
		const pending = session.token().catch((failure: unknown) => failure);
		gateway.waiting.splice(0).forEach(({ fail }) => {
			fail(error);
		});
		return pending;
	};
	return { failed, clock, session, token, ...gateway };
}

const details = { incident: 'I', step: 'session', httpStatus: 401, abdmCode: null } as const;
const refused = () => new AppError({ code: 'credentials-refused', details });

describe('GatewaySession', () => {
	it('asks once for callers at the same time', async () => {
		const { session, calls, waiting } = openSession();
		const [first, second] = [session.token(), session.token()];
		waiting[0]?.answer();
		expect((await first).reveal()).toBe('token-1');
		expect(await second).toBe(await first);
		expect(calls).toHaveLength(1);
	});

	it('keeps the token until shortly before it ends', async () => {
		const { clock, token, calls } = openSession(600);
		await token();
		clock.advance(539_000);
		expect((await token()).reveal()).toBe('token-1');
		clock.advance(1_000);
		expect((await token()).reveal()).toBe('token-2');
		expect(calls).toHaveLength(2);
	});

	it('keeps a token with a very short life for half of it', async () => {
		const { clock, token, calls } = openSession(30);
		await token();
		clock.advance(14_000);
		await token();
		expect(calls).toHaveLength(1);
	});

	it('asks again after a failure', async () => {
		const { session, token, waiting } = openSession();
		const failing = session.token();
		waiting.splice(0)[0]?.fail(new Error('down'));
		await expect(failing).rejects.toThrow('down');
		expect((await token()).reveal()).toBe('token-2');
	});

	it('says what its dialect says', async () => {
		const { token, calls } = openSession();
		await token();
		expect(calls[0]).toMatchObject({
			headers: { 'X-Test-Session': 'yes' },
			body: { clientId: 'id', clientSecret: 'secret', grantType: 'client_credentials' },
		});
	});

	it.each([[600], ['600']])('takes a life of %j', async (expiresIn) => {
		const { calls, token } = openSession();
		await token();
		const answer = calls[0]!.answer;
		if (answer.type !== 'json') throw new Error('The session answers in JSON');
		const body = { accessToken: 't', expiresIn, tokenType: 'bearer' };
		expect(answer.schema.parse(body)).toEqual({ accessToken: 't', expiresIn: 600 });
	});

	it('asks anew for a token that has to be new, and keeps that one', async () => {
		const { session, token, waiting, calls } = openSession();
		await token();
		const asked = session.newToken();
		waiting.splice(0)[0]?.answer();
		expect((await asked).reveal()).toBe('token-2');
		expect((await token()).reveal()).toBe('token-2');
		expect(calls).toHaveLength(2);
	});

	it('keeps a newer token when an older one is discarded late', async () => {
		const { session, token, calls } = openSession();
		const older = await token();
		session.discard(older);
		const newer = await token();
		session.discard(older);
		expect(await token()).toBe(newer);
		expect(calls).toHaveLength(2);
	});
});

describe('a GatewaySession whose credentials are refused', () => {
	it('pauses longer each time, and asks nothing meanwhile', async () => {
		const { clock, session, failed, calls } = openSession();
		for (const [nth, seconds] of [30, 60, 120, 240, 480, 480].entries()) {
			expect(await failed()).toMatchObject({ failure: { code: 'credentials-refused' } });
			expect(calls).toHaveLength(nth + 1);
			expect(session.state).toEqual({ state: 'paused', nextTryInSeconds: seconds });
			clock.advance(seconds * 1000 - 1);
			expect(await failed()).toMatchObject({
				failure: { code: 'gateway-paused', nextTryInSeconds: 1 },
			});
			expect(calls).toHaveLength(nth + 1);
			clock.advance(1);
			expect(session.state).toEqual({ state: 'open' });
		}
	});

	it('counts callers at the same time as one refusal', async () => {
		const { session, failed } = openSession();
		const other = session.token().catch((error: unknown) => error);
		await failed();
		expect(await other).toMatchObject({ failure: { code: 'credentials-refused' } });
		expect(session.state).toEqual({ state: 'paused', nextTryInSeconds: 30 });
	});

	it('starts from the shortest pause again once it was let in', async () => {
		const { clock, session, failed, token } = openSession(600);
		await failed();
		clock.advance(30_000);
		await failed();
		clock.advance(60_000);
		const letIn = await token();
		session.discard(letIn);
		await failed();
		expect(session.state).toEqual({ state: 'paused', nextTryInSeconds: 30 });
	});

	it('asks at once when the administrator says so, and pauses longer if that is refused', async () => {
		const { session, failed, calls } = openSession();
		await failed();
		session.tryNow();
		expect(session.state).toEqual({ state: 'open' });
		await failed();
		expect(calls).toHaveLength(2);
		expect(session.state).toEqual({ state: 'paused', nextTryInSeconds: 60 });
	});

	it.each([
		['no network', new AppError({ code: 'offline', details })],
		['a server that is down', new AppError({ code: 'abdm-unavailable', details })],
		[
			'a time that was refused before the credentials',
			new AppError({
				code: 'clock-wrong',
				aheadSeconds: 600,
				details: { ...details, httpStatus: 404 },
			}),
		],
		['a bug', new Error('bug')],
	])('does not pause for %s', async (_what, error) => {
		const { session, failed, token } = openSession();
		await failed(error);
		expect(session.state).toEqual({ state: 'open' });
		expect((await token()).reveal()).toBe('token-2');
	});

	it.each([400, 401])('pauses for a %i that a wrong clock explains, too', async (httpStatus) => {
		const { session, failed, calls } = openSession();
		const inDetail = { ...details, httpStatus };
		await failed(new AppError({ code: 'clock-wrong', aheadSeconds: 600, details: inDetail }));
		expect(session.state).toEqual({ state: 'paused', nextTryInSeconds: 30 });
		expect(await failed()).toMatchObject({ failure: { code: 'gateway-paused' } });
		expect(calls).toHaveLength(1);
	});

	it('tells of the beginning and the end of a pause, to whoever still listens', async () => {
		const { clock, session, failed } = openSession();
		const states: GatewayState[] = [];
		const stop = session.onStateChange((state) => states.push(state));
		await failed();
		clock.advance(30_000);
		await failed();
		session.tryNow();
		session.tryNow();
		stop();
		await failed();
		expect(states).toEqual([
			{ state: 'paused', nextTryInSeconds: 30 },
			{ state: 'open' },
			{ state: 'paused', nextTryInSeconds: 60 },
			{ state: 'open' },
		]);
	});

	it('uses a token that it still has, and leaves no timer behind when it was let in', async () => {
		const { clock, session, failed, token, calls } = openSession();
		await failed();
		session.tryNow();
		await token();
		expect(clock.waiting).toBe(0);
		await token();
		expect(calls).toHaveLength(2);
	});
});
