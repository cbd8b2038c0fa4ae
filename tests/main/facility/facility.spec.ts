import { describe, expect, it } from 'vitest';

import { createAbdmClient } from '../../../main/abdm/create-client.ts';
import { parseFacilityConfiguration } from '../../../main/facility/configuration.ts';
import { openFacility } from '../../../main/facility/facility.ts';
import type { TrainingMessage } from '../../../preload/contract.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';

const configuration = parseFacilityConfiguration({
	format: 1,
	environment: 'sandbox',
	generation: 'v1v2',
	clientId: 'SBX_000001',
	clientSecret: 'a-client-secret',
	hipId: 'IN2910000007',
	facilityName: 'Asha Clinic',
});

function listeningServers(): number {
	return process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length;
}

describe('a facility without a configuration', () => {
	it('is training, and has practice patients to type', async () => {
		const facility = await openFacility(undefined, new FakeClock());
		expect(facility.desk).toMatchObject({ environment: 'training', facilityName: null });
		expect(facility.desk.practicePatients.length).toBeGreaterThanOrEqual(8);
		expect(facility.desk.practicePatients).toContainEqual({
			query: 'deepak.pant',
			shows: 'active',
		});
	});

	it('starts the simulator on this computer, where no other can reach it', async () => {
		const before = listeningServers();
		const { access } = await openFacility(undefined, new FakeClock());
		expect(listeningServers()).toBe(before + 1);
		expect(access.urls.sessions).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
		expect(access.urls.abha).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
	});

	it('has access that its simulator takes, and tells of the SMS that arrives', async () => {
		const clock = new FakeClock();
		const facility = await openFacility(undefined, clock);
		const messages: TrainingMessage[] = [];
		facility.onTrainingMessage((message) => messages.push(message));

		const client = createAbdmClient(facility.access, { clock, log: recordedLog().log });
		const { signal } = new AbortController();
		const address = { kind: 'abha-address', value: 'deepak.pant' } as const;
		const record = await client.find(address, signal);
		await client.sendOtp(record, 'mobile-otp', signal);
		expect(messages).toEqual([]);
		clock.advance(60_000);
		expect(messages).toEqual([{ to: '******0903', otp: expect.stringMatching(/^\d{6}$/) }]);
	});

	it('makes up other credentials at each start', async () => {
		const first = await openFacility(undefined, new FakeClock());
		const second = await openFacility(undefined, new FakeClock());
		expect(second.access.clientSecret.reveal()).not.toBe(first.access.clientSecret.reveal());
	});
});

describe('a facility with a configuration', () => {
	it('shows its name and environment, and nobody to practise with', async () => {
		const facility = await openFacility(configuration, new FakeClock());
		expect(facility.desk).toEqual({
			environment: 'sandbox',
			facilityName: 'Asha Clinic',
			practicePatients: [],
		});
	});

	it('speaks to ABDM as configured', async () => {
		const facility = await openFacility(configuration, new FakeClock());
		expect(facility.access).toMatchObject({
			urls: configuration.urls,
			clientId: 'SBX_000001',
			hipId: 'IN2910000007',
		});
		expect(facility.access.clientSecret.reveal()).toBe('a-client-secret');
	});

	it('starts no server and waits for no SMS', async () => {
		const before = listeningServers();
		const clock = new FakeClock();
		const facility = await openFacility(configuration, clock);
		facility.onTrainingMessage(() => {
			throw new Error('A real desk sees no SMS');
		});
		clock.advance(3_600_000);
		expect(listeningServers()).toBe(before);
		expect(clock.waiting).toBe(0);
	});
});
