import { EventEmitter, once } from 'node:events';

import { describe, expect, it } from 'vitest';

import { Gateway, type GatewayCall } from '../../../main/abdm/gateway.ts';
import {
	type AbdmCall,
	type Perform,
	TokenDoubted,
	TokenRefused,
} from '../../../main/abdm/perform.ts';
import { GatewaySession } from '../../../main/abdm/session.ts';
import { AppError } from '../../../main/failure.ts';
import { Secret } from '../../../main/secret.ts';
import { plainDialect } from '../../support/dialects.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const details = { incident: 'I', step: 'profile', httpStatus: 401, abdmCode: null } as const;
const refusedToken = () => new TokenRefused({ code: 'credentials-refused', details });

/** Sessions give `token-1`, `token-2`, …; `answer` is what the other calls do. */
function openGateway(answer: (nth: number) => unknown = () => 'answer') {
	const calls: AbdmCall<unknown>[] = [];
	const sessions: AbdmCall<unknown>[] = [];
	/** A test that waits for it holds the session back. */
	const hold = { session: Promise.resolve() };
	const perform: Perform = async <T>(call: AbdmCall<T>) => {
		if (call.step === 'session') {
			sessions.push(call);
			await hold.session;
			return { accessToken: `token-${String(sessions.length)}`, expiresIn: 600 } as T;
		}
		calls.push(call);
		return answer(calls.length) as T;
	};
	const credentials = { clientId: 'id', clientSecret: new Secret('secret') };
	const clock = new FakeClock();
	const session = new GatewaySession(perform, 'https://s.test', credentials, plainDialect, clock);
	return { gateway: new Gateway(perform, session, plainDialect), calls, sessions, hold };
}

const profile: GatewayCall<unknown> = {
	step: 'profile',
	method: 'GET',
	url: 'https://a.test/profile',
	answer: { type: 'nothing' },
};

describe('Gateway', () => {
	it('adds the dialect’s headers to those of the call', async () => {
		const { gateway, calls } = openGateway();
		await gateway.call({ ...profile, headers: { 'X-Token': 'Bearer patient' } });
		expect(calls[0]?.headers).toEqual({
			'X-Token': 'Bearer patient',
			Authorization: 'Bearer token-1',
			'X-HIP-ID': 'HIP',
		});
	});

	it('lets no call put another facility in place of ours', async () => {
		const { gateway, calls } = openGateway();
		await gateway.call({ ...profile, headers: { Authorization: 'Bearer other' } });
		expect(calls[0]?.headers.Authorization).toBe('Bearer token-1');
	});

	it('renews a refused token once, and repeats the call with its own headers', async () => {
		const { gateway, calls } = openGateway((nth) => {
			if (nth === 1) throw refusedToken();
			return 'profile';
		});
		const headers = { 'X-Token': 'Bearer patient' };
		expect(await gateway.call({ ...profile, headers })).toBe('profile');
		expect(calls.map((call) => call.headers.Authorization)).toEqual([
			'Bearer token-1',
			'Bearer token-2',
		]);
		expect(calls[1]?.headers['X-Token']).toBe('Bearer patient');
	});

	it('gives up when the renewed token is refused as well', async () => {
		const { gateway, calls, sessions } = openGateway(() => {
			throw refusedToken();
		});
		await expect(gateway.call(profile)).rejects.toMatchObject({
			failure: { code: 'credentials-refused' },
		});
		expect([calls.length, sessions.length]).toEqual([2, 2]);
	});

	it('repeats nothing when the token is only in doubt, but has a new one for the next call', async () => {
		const { gateway, calls, sessions } = openGateway((nth) => {
			if (nth === 1) throw new TokenDoubted({ code: 'abdm-refused', details });
			return 'profile';
		});
		await expect(gateway.call(profile)).rejects.toMatchObject({
			failure: { code: 'abdm-refused' },
		});
		expect([calls.length, sessions.length]).toEqual([1, 1]);
		await gateway.call(profile);
		expect(calls[1]?.headers.Authorization).toBe('Bearer token-2');
	});

	it('repeats nothing for any other failure', async () => {
		const { gateway, calls } = openGateway(() => {
			throw new AppError({ code: 'token-expired', details });
		});
		await expect(gateway.call(profile)).rejects.toMatchObject({
			failure: { code: 'token-expired' },
		});
		expect(calls).toHaveLength(1);
	});

	it('asks for nothing when the person has stopped waiting already', async () => {
		const { gateway, sessions } = openGateway();
		const call = gateway.call({ ...profile, signal: AbortSignal.abort() });
		await expect(call).rejects.toMatchObject({ failure: { code: 'cancelled' } });
		expect(sessions).toHaveLength(0);
	});

	it('stops waiting for the session when the person does, and lets it go on for others', async () => {
		const { gateway, hold, calls, sessions } = openGateway();
		const events = new EventEmitter();
		hold.session = once(events, 'go').then(() => undefined);
		const controller = new AbortController();
		const leaving = gateway.call({ ...profile, signal: controller.signal });
		const staying = gateway.call(profile);
		controller.abort();
		await expect(leaving).rejects.toMatchObject({ failure: { code: 'cancelled' } });
		events.emit('go');
		expect(await staying).toBe('answer');
		expect([calls.length, sessions.length]).toEqual([1, 1]);
	});

	it('leaves no listener behind on a signal that outlives the call', async () => {
		const { gateway } = openGateway();
		const { signal } = new AbortController();
		let listeners = 0;
		const add = signal.addEventListener.bind(signal);
		const remove = signal.removeEventListener.bind(signal);
		signal.addEventListener = (...input: Parameters<typeof add>) => {
			listeners += 1;
			add(...input);
		};
		signal.removeEventListener = (...input: Parameters<typeof remove>) => {
			listeners -= 1;
			remove(...input);
		};
		await gateway.call({ ...profile, signal });
		expect(listeners).toBe(0);
	});

	it('leaves no rejection unhandled when the session fails after the person has left', async () => {
		const { gateway, hold } = openGateway();
		const events = new EventEmitter();
		hold.session = once(events, 'go').then(() => {
			throw new Error('down');
		});
		const unhandled: unknown[] = [];
		const note = (reason: unknown) => unhandled.push(reason);
		process.on('unhandledRejection', note);
		const controller = new AbortController();
		const leaving = gateway.call({ ...profile, signal: controller.signal });
		controller.abort();
		await expect(leaving).rejects.toMatchObject({ failure: { code: 'cancelled' } });
		events.emit('go');
		await new Promise((resolve) => setTimeout(resolve, 10));
		process.off('unhandledRejection', note);
		expect(unhandled).toEqual([]);
	});
});
