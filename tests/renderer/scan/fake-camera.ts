import encodeQR from 'qr';
import type { Camera, CameraFeed } from '../../../renderer/scan/camera.ts';

/** The picture of a code, as large as a camera would see it. Under jsdom there is no canvas. */
export function pictureOf(text: string): ImageData {
	const matrix = encodeQR(text, 'raw', { border: 4 });
	const scale = 4;
	const width = matrix.length * scale;
	const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
	for (let y = 0; y < width; y += 1) {
		for (let x = 0; x < width; x += 1) {
			const dark = matrix[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true;
			if (dark) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
		}
	}
	return picture(width, width, pixels);
}

/** A picture without a code: grey, as of a wall. */
export function wall(): ImageData {
	return picture(320, 240, new Uint8ClampedArray(320 * 240 * 4).fill(128));
}

function picture(width: number, height: number, pixels: Uint8ClampedArray<ArrayBuffer>): ImageData {
	// eslint-disable-next-line id-denylist -- the browser's own name for it
	return { width, height, data: pixels, colorSpace: 'srgb' };
}

/** A camera before which the test holds things. */
export class FakeCamera implements Camera {
	/** What it sees; an error: the driver gave up. */
	sees: ImageData | null | Error = null;
	frames = 0;
	opened = 0;
	closed = 0;
	/** Set: `open` fails with it. */
	refusal: Error | null = null;
	/** Set: `open` waits for it. */
	warmUp: Promise<void> = Promise.resolve();
	unplug: () => void = () => undefined;

	async open(_video: HTMLVideoElement, onlost: () => void): Promise<CameraFeed> {
		this.unplug = onlost;
		this.opened += 1;
		await this.warmUp;
		if (this.refusal !== null) throw this.refusal;
		return {
			frame: () => {
				this.frames += 1;
				if (this.sees instanceof Error) throw this.sees;
				return this.sees;
			},
			close: () => (this.closed += 1),
		};
	}
}
