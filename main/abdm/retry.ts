import type { AbdmStep } from '../../preload/contract/failure.ts';

/**
 * Which steps may be asked twice (abdm-api.md 2.10). Steps that send an OTP, spend an attempt, log
 * in or log out are never repeated: an answer that was lost does not mean that nothing was done.
 */
const repeatable: Readonly<Record<AbdmStep, boolean>> = {
	session: true,
	certificate: true,
	search: true,
	profile: true,
	card: true,
	'send-otp': false,
	'resend-otp': false,
	'verify-otp': false,
	'choose-account': false,
	refresh: false,
	'log-out': false,
};

export function mayRepeat(step: AbdmStep): boolean {
	return repeatable[step];
}

/**
 * The connection was reset before any answer, and had served a call before: the server had closed
 * it as idle at the moment when we wrote (nodejs/node#47130). It has nothing to do with this call.
 */
export class StaleConnection extends Error {
	override readonly name = 'StaleConnection';
}

/** Some server between us and ABDM's had nobody to pass the call to. */
const passing = new Set([502, 503, 504]);

interface Repeatable {
	status: number;
	retryAfterSeconds: number | null;
}

/** Sends, and where that may help sends once more, with whatever is left of the same deadline. */
export async function repeatOnce<T extends Repeatable>(send: () => Promise<T>): Promise<T> {
	try {
		const answer = await send();
		// With a `Retry-After` the server has said that it does not want to be asked at once.
		if (!passing.has(answer.status) || answer.retryAfterSeconds !== null) return answer;
	} catch (error) {
		if (!(error instanceof StaleConnection)) throw error;
	}
	return send();
}
