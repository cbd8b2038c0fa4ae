// @vitest-environment jsdom
import { render, screen } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../../preload/contract/failure.ts';
import { Journey } from '../../../renderer/journey.svelte.ts';
import { listenToWedge } from '../../../renderer/scan/wedge.ts';
import FindScreen from '../../../renderer/screens/find/FindScreen.svelte';
import { details, FakeDesk } from '../fake-desk.ts';
import { button, queryField } from '../open-desk.ts';
import { keysOf, press } from './hands.ts';

const card = '{"hidn":"43-4221-5105-6749","hid":"deepak.pant@sbx","name":"Deepak Pant"}';

/** Find patient, with a scanner whose codes fill the search and search. */
function openFindScreen(failure: Failure): { desk: FakeDesk; journey: Journey } {
	const desk = new FakeDesk();
	desk.fail('findPatient', failure);
	const journey = new Journey({ bridge: desk.bridge, now: () => 0, forget: () => undefined });
	render(FindScreen, { bridge: desk.bridge, journey, numbers: ['mobile'] });
	close = listenToWedge(window, {
		onscan: (text) => {
			journey.query = text;
			void journey.find();
		},
	});
	return { desk, journey };
}

let close: () => void = () => undefined;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	close();
	vi.useRealTimers();
});

async function scan(text: string, gapMs = 4): Promise<void> {
	for (const key of keysOf(text)) {
		press(key);
		await vi.advanceTimersByTimeAsync(gapMs);
	}
	await tick();
}

const notFound = { code: 'abha-not-found', details } as const;

describe('A scan at Find patient', () => {
	it('fills the search with the whole code and searches once', async () => {
		const { desk } = openFindScreen(notFound);
		await scan(`${card}\n`);
		await vi.advanceTimersByTimeAsync(1000);
		expect(desk.inputsOf('findPatient')).toEqual([{ query: card }]);
	});

	it('replaces what stood in the field', async () => {
		const { desk } = openFindScreen(notFound);
		await scan('deepak', 120);
		expect(queryField().value).toBe('deepak');
		await scan(`${card}\n`);
		expect(desk.inputsOf('findPatient')).toEqual([{ query: card }]);
	});

	it('works while a button has the focus, and does not press it', async () => {
		const { desk, journey } = openFindScreen(notFound);
		button('Find by mobile number').focus();
		await scan(`${card}\n`);
		expect(desk.inputsOf('findPatient')).toEqual([{ query: card }]);
		expect(journey.step.name).toBe('find');
	});

	it('leaves the field as it was after half a code', async () => {
		const { desk } = openFindScreen(notFound);
		await scan('deepak', 120);
		await scan(card.slice(0, 30));
		await vi.advanceTimersByTimeAsync(1000);
		expect(queryField().value).toBe('deepak');
		expect(desk.inputsOf('findPatient')).toEqual([]);
	});

	it('says beside the field that a code is not of an ABHA', async () => {
		openFindScreen({
			code: 'invalid-input',
			problem: { field: 'query', problem: 'not-an-abha-qr' },
		});
		await scan('{"url":"https://example.org/"}\n');
		expect(screen.getByRole('alert').textContent).toContain('not the QR code of an ABHA');
	});

	it('never says of a code that was not found what stands in it', async () => {
		openFindScreen(notFound);
		await scan(`${card}\n`);
		expect(screen.getByRole('alert').textContent).toContain('No ABHA found for what was scanned');
	});
});
