import type { decodeQR } from 'qr/decode.js';
import type { Bridge } from '../../preload/contract.ts';
import { settled } from '../settled.ts';
import type { Camera, CameraFeed } from './camera.ts';

interface Options {
	bridge: Bridge;
	camera: Camera;
	/** The text of the code, once. A claim: main judges it. */
	onscan: (text: string) => void;
	/** Nobody sees the screen any more, or the person wants to leave it. */
	oncancel: () => void;
}

/** At most five frames a second: more would heat a small PC and find nothing sooner. */
const frameEveryMs = 200;
/** What reading one frame may take; the page stands still meanwhile. */
const readingMs = 80;

/** One look through the camera, from the opening of the screen to its end. */
export class CameraScan {
	step = $state<'looking' | 'not-an-abha' | 'read' | 'no-camera'>('looking');

	readonly #options: Options;
	#feed: CameraFeed | null = null;
	#decode: typeof decodeQR | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isOver = false;

	constructor(options: Options) {
		this.#options = options;
	}

	/** Begins to look. Main has to know first: it lets the page have no camera otherwise. */
	async start(video: HTMLVideoElement): Promise<void> {
		const { bridge, camera } = this.#options;
		document.addEventListener('visibilitychange', this.#onhidden);
		this.#onhidden();
		if (this.#hasEnded()) return;
		const allowed = await settled(bridge, () => bridge.setScanning({ isOn: true }));
		if (this.#hasEnded()) return;
		if (!allowed.ok) {
			this.#lose();
			return;
		}
		try {
			// Read by those who scan only, and before the camera: nothing may fail between it and its end.
			this.#decode = (await import('qr/decode.js')).decodeQR;
			if (this.#hasEnded()) return;
			const feed = await camera.open(video, this.#lose);
			// The person may have left while the camera was warming up.
			if (this.#hasEnded()) feed.close();
			else this.#look((this.#feed = feed));
		} catch {
			// None, taken by another program, or not allowed: the words are the same, and so is the way on.
			this.#lose();
		}
	}

	/** Switches the camera off and tells main. Whatever the way out, and once. */
	readonly stop = (): void => {
		if (this.#hasEnded()) return;
		this.#isOver = true;
		clearTimeout(this.#timer);
		document.removeEventListener('visibilitychange', this.#onhidden);
		this.#feed?.close();
		this.#feed = null;
		const { bridge } = this.#options;
		void settled(bridge, () => bridge.setScanning({ isOn: false }));
	};

	readonly cancel = (): void => {
		this.stop();
		this.#options.oncancel();
	};

	readonly #lose = (): void => {
		if (this.#hasEnded()) return;
		this.stop();
		this.step = 'no-camera';
	};

	/** A minimised window, a display that went off: nobody holds a code before it. */
	readonly #onhidden = (): void => {
		if (document.hidden) this.cancel();
	};

	/** Asked anew after each wait. */
	#hasEnded(): boolean {
		return this.#isOver;
	}

	#look(feed: CameraFeed): void {
		const text = this.#read(feed);
		if (this.#hasEnded()) return;
		if (text !== null && looksLikeAnAbha(text)) {
			this.stop();
			this.step = 'read';
			this.#options.onscan(text);
			return;
		}
		if (text !== null) this.step = 'not-an-abha';
		this.#timer = setTimeout(() => {
			this.#look(feed);
		}, frameEveryMs);
	}

	#read(feed: CameraFeed): string | null {
		let frame: ImageData | null;
		try {
			frame = feed.frame();
		} catch {
			this.#lose();
			return null;
		}
		if (frame === null || this.#decode === undefined) return null;
		try {
			return this.#decode(frame, { timeLimit: readingMs });
		} catch {
			// Its way to say that there is no code in the picture.
			return null;
		}
	}
}

/** JSON, as main will read it. A poster with a link in view is not to end the look. */
function looksLikeAnAbha(text: string): boolean {
	return text.trimStart().startsWith('{');
}
