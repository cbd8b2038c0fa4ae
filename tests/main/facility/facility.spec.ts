import { describe, expect, it } from 'vitest';

import { createAbdmClient } from '../../../main/abdm/create-client.ts';
import { parseFacilityConfiguration } from '../../../main/facility/configuration.ts';
import { openFacility } from '../../../main/facility/facility.ts';
import type { TrainingMessage } from '../../../preload/contract/desk.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';

const content = {
	format: 1,
	environment: 'sandbox',
	generation: 'v1v2',
	clientId: 'SBX_000001',
	clientSecret: 'a-client-secret',
	hipId: 'IN2910000007',
	facilityName: 'Asha Clinic',
};
const configuration = parseFacilityConfiguration(content);

function listeningServers(): number {
	return process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
}

describe('a facility without a configuration', () => {
	it('is training, and has practice patients to type', async () => {
		const facility = await openFacility(undefined, {
			clock: new FakeClock(),
			mayUseProduction: false,
		});
		expect(facility).toMatchObject({ environment: 'training', name: null });
		expect(facility.practicePatients.length).toBeGreaterThanOrEqual(8);
		expect(facility.practicePatients).toContainEqual({
			query: 'deepak.pant',
			mobile: '9000000903',
			aadhaar: '999900000016',
			shows: 'active',
		});
	});

	it('starts the simulator on this computer, where no other can reach it', async () => {
		const before = listeningServers();
		const facility = await openFacility(undefined, {
			clock: new FakeClock(),
			mayUseProduction: false,
		});
		expect(listeningServers()).toBe(before + 1);
		for (const generation of ['v1v2', 'v3'] as const) {
			for (const url of Object.values(facility.accessFor(generation).urls)) {
				expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
			}
		}
	});

	it.each(['v1v2', 'v3'] as const)(
		'has access to its simulator in %s, and tells of the SMS that arrives',
		async (generation) => {
			const clock = new FakeClock();
			const facility = await openFacility(undefined, { clock, mayUseProduction: false });
			const messages: TrainingMessage[] = [];
			facility.onTrainingMessage((message) => messages.push(message));

			const options = { clock, log: recordedLog().log };
			const { client } = createAbdmClient(facility.accessFor(generation), options);
			const { signal } = new AbortController();
			const address = { kind: 'abha-address', value: 'deepak.pant' } as const;
			const record = await client.find(address, signal);
			await client.sendOtp({ kind: 'record', record }, 'mobile-otp', signal);
			expect(messages).toEqual([]);
			clock.advance(60_000);
			expect(messages).toEqual([{ to: '******0903', otp: expect.stringMatching(/^\d{6}$/) }]);
		},
	);

	it('makes up other credentials at each start', async () => {
		const first = await openFacility(undefined, {
			clock: new FakeClock(),
			mayUseProduction: false,
		});
		const second = await openFacility(undefined, {
			clock: new FakeClock(),
			mayUseProduction: false,
		});
		expect(second.accessFor('v3').clientSecret.reveal()).not.toBe(
			first.accessFor('v3').clientSecret.reveal(),
		);
	});
});

describe('a facility with a configuration', () => {
	it('shows its name and environment, and nobody to practise with', async () => {
		const facility = await openFacility(configuration, {
			clock: new FakeClock(),
			mayUseProduction: false,
		});
		expect(facility).toMatchObject({
			environment: 'sandbox',
			name: 'Asha Clinic',
			generation: 'v1v2',
			practicePatients: [],
		});
	});

	it('speaks to ABDM as configured', async () => {
		const facility = await openFacility(configuration, {
			clock: new FakeClock(),
			mayUseProduction: false,
		});
		expect(facility.accessFor('v1v2')).toMatchObject({
			urls: configuration.urls,
			clientId: 'SBX_000001',
			hipId: 'IN2910000007',
		});
		expect(facility.accessFor('v1v2').clientSecret.reveal()).toBe('a-client-secret');
	});

	it.each([
		['sandbox', '@sbx'],
		['production', '@abdm'],
	])('ends addresses as ABDM does in its %s', async (environment, addressSuffix) => {
		const v3 = parseFacilityConfiguration({ ...content, environment, generation: 'v3' });
		const facility = await openFacility(v3, { clock: new FakeClock(), mayUseProduction: true });
		expect(facility.accessFor('v3')).toMatchObject({ generation: 'v3', addressSuffix });
	});

	it('starts no server and waits for no SMS', async () => {
		const before = listeningServers();
		const clock = new FakeClock();
		const facility = await openFacility(configuration, { clock, mayUseProduction: false });
		facility.onTrainingMessage(() => {
			throw new Error('A real desk sees no SMS');
		});
		clock.advance(3_600_000);
		expect(listeningServers()).toBe(before);
		expect(clock.waiting).toBe(0);
	});
});
