// @vitest-environment jsdom
import { render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
// Read beforehand: with a clock that stands still, nothing can be waited for.
import 'qr/decode.js';
import type { Bridge, Reply } from '../../../preload/contract.ts';
import ScanScreen from '../../../renderer/scan/ScanScreen.svelte';
import { FakeCamera, pictureOf, wall } from './fake-camera.ts';

const card =
	'{"hidn":"43-4221-5105-6749","hid":"deepak.pant@sbx","name":"दीपक पंत","state name":"Uttar Pradesh"}';
const done: Reply<void> = { ok: true, value: undefined };

let camera: FakeCamera;
let allow: Reply<void> | Error;
/** What main was told, in order. */
let told: boolean[];
let onscan: (text: string) => void;
let oncancel: () => void;
let scanned: string[];
let cancelled: number;
let hidden: boolean;

beforeEach(() => {
	vi.useFakeTimers();
	camera = new FakeCamera();
	allow = done;
	told = [];
	scanned = [];
	cancelled = 0;
	hidden = false;
	onscan = (text) => scanned.push(text);
	oncancel = () => (cancelled += 1);
	vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
});
afterEach(() => {
	vi.restoreAllMocks();
	vi.useRealTimers();
});

async function open() {
	const bridge = {
		setScanning: async ({ isOn }: { isOn: boolean }) => {
			told.push(isOn);
			if (allow instanceof Error) throw allow;
			return allow;
		},
		reportProblem: async () => ({ ok: true, value: { incident: 'incident-7' } }),
	} as unknown as Bridge;
	const shown = render(ScanScreen, { bridge, onscan, oncancel, camera });
	await pass(0);
	return shown;
}

async function pass(ms: number): Promise<void> {
	await vi.advanceTimersByTimeAsync(ms);
}

/** The camera is off, main knows, and nothing goes on. */
async function expectOver(): Promise<void> {
	const { frames } = camera;
	await pass(5000);
	expect(camera.frames).toBe(frames);
	expect(told).toEqual([true, false]);
	expect(vi.getTimerCount()).toBe(0);
}

describe('Show your QR code', () => {
	it('says what to do, and looks', async () => {
		await open();
		expect(document.activeElement).toBe(
			screen.getByRole('heading', { level: 1, name: 'Show your QR code' }),
		);
		expect(screen.getByLabelText('Picture of the camera').tagName).toBe('VIDEO');
		expect(screen.getByRole('status').textContent).toBe('Looking for a QR code…');
		expect(told).toEqual([true]);
	});

	it('reads a code that comes into view, once, with the camera off by then', async () => {
		camera.sees = wall();
		onscan = (text) => {
			scanned.push(text);
			expect(camera.closed).toBe(1);
		};
		await open();
		await pass(1000);
		expect(scanned).toEqual([]);
		camera.sees = pictureOf(card);
		await pass(400);
		expect(scanned).toEqual([card]);
		expect(screen.getByRole('status').textContent).toBe('QR code read.');
		await expectOver();
		expect([scanned.length, cancelled]).toEqual([1, 0]);
	});

	it('looks at five frames a second at most', async () => {
		await open();
		await pass(10_000);
		expect(camera.frames).toBeLessThanOrEqual(51);
		expect(camera.frames).toBeGreaterThan(40);
	});

	it('says that another code is not of an ABHA, and goes on looking', async () => {
		camera.sees = pictureOf('https://phrsbx.abdm.gov.in/share-profile?hip-id=IN1&counter-id=1');
		await open();
		expect(screen.getByRole('status').textContent).toContain('not the QR code of an ABHA');
		camera.sees = pictureOf(card);
		await pass(200);
		expect(scanned).toEqual([card]);
	});

	it('has main allow the camera before it opens it', async () => {
		allow = { ok: false, failure: { code: 'internal', incident: 'incident-7' } };
		await open();
		expect(camera.opened).toBe(0);
		expect(screen.getByRole('alert').textContent).toContain('The camera cannot be used');
		await expectOver();
	});

	it('says so when the border itself fails', async () => {
		allow = new Error('no border');
		await open();
		expect(screen.getByRole('alert').textContent).toContain('The camera cannot be used');
	});

	it('says that the camera cannot be used when there is none or it is not allowed', async () => {
		camera.refusal = new DOMException('Permission denied', 'NotAllowedError');
		await open();
		expect(screen.getByRole('alert').textContent).toContain('Please type your ABHA number.');
		expect(screen.queryByLabelText('Picture of the camera')).toBeNull();
		await expectOver();
		screen.getByRole('button', { name: 'Back' }).click();
		expect(cancelled).toBe(1);
	});

	it('says so when the camera is unplugged', async () => {
		await open();
		camera.unplug();
		await pass(0);
		expect(screen.getByRole('alert')).toBeTruthy();
		expect(camera.closed).toBe(1);
		await expectOver();
	});

	it('says so when the camera stops giving frames', async () => {
		await open();
		camera.sees = new Error('driver');
		await pass(200);
		expect(screen.getByRole('alert')).toBeTruthy();
		expect(camera.closed).toBe(1);
		await expectOver();
	});

	it('switches the camera off when the person goes back', async () => {
		await open();
		screen.getByRole('button', { name: 'Back' }).click();
		expect([camera.closed, cancelled]).toEqual([1, 1]);
		await expectOver();
	});

	it('switches the camera off when the screen goes', async () => {
		const { unmount } = await open();
		unmount();
		expect([camera.closed, cancelled]).toEqual([1, 0]);
		await expectOver();
	});

	it('switches a camera off that is ready only after the screen has gone', async () => {
		let ready: () => void = () => undefined;
		camera.warmUp = new Promise((resolve) => (ready = resolve));
		const { unmount } = await open();
		unmount();
		ready();
		await pass(0);
		expect([camera.opened, camera.closed, camera.frames]).toEqual([1, 1, 0]);
		await expectOver();
	});

	it('leaves when nobody can see the page', async () => {
		await open();
		hidden = true;
		document.dispatchEvent(new Event('visibilitychange'));
		expect([camera.closed, cancelled]).toEqual([1, 1]);
		await expectOver();
	});

	it('does not open the camera of a page that nobody can see', async () => {
		hidden = true;
		await open();
		expect([camera.opened, cancelled]).toEqual([0, 1]);
		expect(told).not.toContain(true);
	});
});
