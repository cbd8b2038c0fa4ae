import { describe, expect, it } from 'vitest';

import type { AbdmCall, Perform } from '../../../main/abdm/perform.ts';
import { GatewaySession } from '../../../main/abdm/session.ts';
import { Secret } from '../../../main/secret.ts';
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
	const session = new GatewaySession(gateway.perform, 'https://s.test', credentials, clock);
	/** Asks for a token and lets the gateway answer if it was asked. */
	const token = async () => {
		const pending = session.token();
		gateway.waiting.splice(0).forEach(({ answer }) => {
			answer();
		});
		return pending;
	};
	return { clock, session, token, ...gateway };
}

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
