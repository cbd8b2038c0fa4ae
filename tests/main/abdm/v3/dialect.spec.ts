import { afterEach, describe, expect, it } from 'vitest';

import { type Answers, facility, gatewayToken, type ScriptedAbdm } from '../scripted-abdm.ts';
import { byNumber, ofRecord, openV3 } from './open-v3.ts';

const { signal } = new AbortController();
let abdm: ScriptedAbdm;

async function start(answers: Answers): Promise<void> {
	abdm = await openV3(answers);
}

afterEach(async () => {
	await abdm.stop();
});

describe('the headers', () => {
	it('give every call an id of its own and the time of this computer', async () => {
		await start({});
		await abdm.client.sendOtp(ofRecord('number'), 'mobile-otp', signal);
		const ids = abdm.requests.map(({ headers }) => headers['request-id']);
		expect(new Set(ids).size).toBe(3);
		for (const id of ids) {
			expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		}
		for (const { headers } of abdm.requests) {
			expect(headers.timestamp).toBe('2026-11-23T00:00:00.000Z');
		}
	});

	it('name the consent manager to the gateway, and bearer and facility to ABHA', async () => {
		await start({});
		await abdm.client.find(byNumber, signal);
		const [session] = abdm.to('/v3/sessions');
		const [search] = abdm.to('/search');
		expect(session?.headers['x-cm-id']).toBe('sbx');
		expect(session?.headers).not.toHaveProperty('authorization');
		expect(search?.headers.authorization).toBe(`Bearer ${gatewayToken}`);
		expect(search?.headers['x-hip-id']).toBe(facility.hipId);
	});
});
