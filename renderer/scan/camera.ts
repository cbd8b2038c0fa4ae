/** A camera as the scan screen knows it; tests have one without a lens. */
export interface Camera {
	/**
	 * Opens it and shows its picture. Rejects when there is none or it is not allowed. `onlost` is
	 * called when it goes away by itself: it was unplugged, or main took the permission back.
	 */
	open(video: HTMLVideoElement, onlost: () => void): Promise<CameraFeed>;
}

export interface CameraFeed {
	/** What the camera sees now; `null` until it sees something. */
	frame(): ImageData | null;
	/** Switches it off, light and all. */
	close(): void;
}

/** Enough for a dense code that fills half the picture; more would only take longer to read. */
const widthPx = 1280;

/** The camera of this computer. Its picture stays in the page, and each frame replaces the one before. */
export const pageCamera: Camera = {
	async open(video, onlost) {
		const stream = await navigator.mediaDevices.getUserMedia({
			video: { facingMode: 'environment', width: { ideal: widthPx } },
		});
		const tracks = stream.getTracks();
		// Not called for a track that we stop ourselves.
		for (const track of tracks) track.addEventListener('ended', onlost, { once: true });
		const canvas = document.createElement('canvas');
		const close = () => {
			for (const track of tracks) {
				track.removeEventListener('ended', onlost);
				track.stop();
			}
			video.srcObject = null;
			// The last frame may show a face.
			canvas.width = 0;
		};
		try {
			video.srcObject = stream;
			await video.play();
		} catch (error) {
			close();
			throw error;
		}
		const context = canvas.getContext('2d', { willReadFrequently: true });
		return {
			frame() {
				if (context === null || video.videoWidth === 0) return null;
				const scale = Math.min(1, widthPx / video.videoWidth);
				canvas.width = Math.round(video.videoWidth * scale);
				canvas.height = Math.round(video.videoHeight * scale);
				context.drawImage(video, 0, 0, canvas.width, canvas.height);
				return context.getImageData(0, 0, canvas.width, canvas.height);
			},
			close,
		};
	},
};
