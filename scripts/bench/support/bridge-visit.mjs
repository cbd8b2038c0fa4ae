/**
 * Runs inside the page: a visit by the calls that the screens make, as fast as they are answered. Each
 * is made once: whatever comes of it, the visit then ends.
 *
 * @param {{ query: string, otp: string }} patient
 */
export async function visitByBridge({ query, otp }) {
	const { bridge } = /** @type {{ bridge: import('../../../preload/contract.ts').Bridge }} */ (
		/** @type {unknown} */ (globalThis)
	);
	const began = performance.now();
	const pressed = { send: 0, verify: 0 };
	const steps = [
		() => bridge.findPatient({ query }),
		() => {
			pressed.send += 1;
			return bridge.sendOtp({ method: 'mobile-otp' });
		},
		() => {
			pressed.verify += 1;
			return bridge.verifyOtp({ otp });
		},
		() => bridge.getProfile(),
	];
	/** @type {string | null} */
	let failure = null;
	for (const step of steps) {
		const reply = await step();
		if (reply.ok) continue;
		failure = reply.failure.code;
		break;
	}
	await bridge.endVisit({ reason: 'finished' });
	return { tookMs: performance.now() - began, failure, pressed };
}
