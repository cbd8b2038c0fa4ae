import { describe, expect, it } from 'vitest';

import { SmsNetwork } from '../../../main/simulator/sms-network.ts';
import type { TrainingMessage } from '../../../preload/contract/desk.ts';
import { FakeClock } from '../../support/fake-clock.ts';

function openNetwork() {
	const clock = new FakeClock();
	const network = new SmsNetwork(clock);
	const arrived: TrainingMessage[] = [];
	const unsubscribe = network.onMessage((message) => arrived.push(message));
	return { clock, network, arrived, unsubscribe };
}

describe('SmsNetwork', () => {
	it('delivers after the delay and not before, to a masked number', () => {
		const { clock, network, arrived } = openNetwork();
		network.send('9000000903', '012345', 1500);
		clock.advance(1499);
		expect(arrived).toEqual([]);
		clock.advance(1);
		expect(arrived).toEqual([{ to: '******0903', otp: '012345' }]);
	});

	it('delivers nothing to a listener that has unsubscribed', () => {
		const { clock, network, arrived, unsubscribe } = openNetwork();
		network.send('9000000903', '012345', 1500);
		unsubscribe();
		clock.advance(1500);
		expect(arrived).toEqual([]);
	});

	it('delivers nothing that was called off, and what is sent after that', () => {
		const { clock, network, arrived } = openNetwork();
		network.send('9000000903', '012345', 1500);
		network.callOff();
		network.send('9000000114', '543210', 1500);
		clock.advance(1500);
		expect(arrived).toEqual([{ to: '******0114', otp: '543210' }]);
	});

	it('leaves no timer when closed, and starts none afterwards', () => {
		const { clock, network, arrived } = openNetwork();
		network.send('9000000903', '012345', 1500);
		network.close();
		network.send('9000000903', '543210', 1500);
		expect(clock.waiting).toBe(0);
		clock.advance(1500);
		expect(arrived).toEqual([]);
	});
});
