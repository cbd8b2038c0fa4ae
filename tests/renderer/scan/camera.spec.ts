// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pageCamera } from '../../../renderer/scan/camera.ts';

/** A track of a browser's camera. */
class FakeTrack extends EventTarget {
	isStopped = false;

	stop(): void {
		this.isStopped = true;
	}
}

let track: FakeTrack;
let asked: MediaStreamConstraints[];
let drawn: number[];
const video = document.createElement('video');

beforeEach(() => {
	track = new FakeTrack();
	asked = [];
	drawn = [];
	video.play = async () => undefined;
	Object.assign(video, { srcObject: null });
	Object.defineProperties(video, {
		videoWidth: { value: 2560, configurable: true },
		videoHeight: { value: 1440, configurable: true },
	});
	vi.stubGlobal('navigator', {
		mediaDevices: {
			getUserMedia: async (constraints: MediaStreamConstraints) => {
				asked.push(constraints);
				return { getTracks: () => [track] };
			},
		},
	});
	vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({
		drawImage: (_video: unknown, ...box: number[]) => (drawn = box),
		getImageData: (_x: number, _y: number, width: number, height: number) => ({ width, height }),
	} as never);
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

describe('pageCamera', () => {
	it('asks for the picture of the camera at the back, and for no sound', async () => {
		await pageCamera.open(video, () => undefined);
		expect(asked).toEqual([{ video: { facingMode: 'environment', width: { ideal: 1280 } } }]);
	});

	it('gives frames no larger than are of use', async () => {
		const feed = await pageCamera.open(video, () => undefined);
		expect(feed.frame()).toEqual({ width: 1280, height: 720 });
		expect(drawn).toEqual([0, 0, 1280, 720]);
	});

	it('gives no frame before the camera sees something', async () => {
		Object.defineProperty(video, 'videoWidth', { value: 0, configurable: true });
		const feed = await pageCamera.open(video, () => undefined);
		expect(feed.frame()).toBeNull();
	});

	it('stops every track and takes the picture off the screen when it closes', async () => {
		const feed = await pageCamera.open(video, () => undefined);
		feed.close();
		expect(track.isStopped).toBe(true);
		expect(video.srcObject).toBeNull();
	});

	it('tells of a camera that goes by itself, and only then', async () => {
		const onlost = vi.fn();
		const feed = await pageCamera.open(video, onlost);
		track.dispatchEvent(new Event('ended'));
		expect(onlost).toHaveBeenCalledOnce();
		feed.close();
		track.dispatchEvent(new Event('ended'));
		expect(onlost).toHaveBeenCalledOnce();
	});

	it('leaves no camera running that cannot be shown', async () => {
		video.play = async () => Promise.reject(new Error('not playable'));
		await expect(pageCamera.open(video, () => undefined)).rejects.toThrow('not playable');
		expect(track.isStopped).toBe(true);
	});

	it('rejects where there are no cameras at all', async () => {
		vi.stubGlobal('navigator', {});
		await expect(pageCamera.open(video, () => undefined)).rejects.toThrow();
	});
});
