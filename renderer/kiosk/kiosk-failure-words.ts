import type { Failure } from '../../preload/contract/failure.ts';
import type { FailedAttempt } from '../attempt.ts';
import { failureWords, type FailureWords } from '../i18n/failure-words.ts';
import { inputWords } from '../i18n/input-words.ts';
import { t } from '../i18n/words.ts';

/** What happened is the person's business too; what to do about it is the registration desk's. */
const tellable: ReadonlySet<Failure['code']> = new Set([
	'abha-not-found',
	'abha-not-active',
	'method-not-available',
	'method-blocked',
	'too-many-requests',
	'offline',
	'abdm-unavailable',
	'abdm-timeout',
	'abdm-not-understood',
	'abdm-refused',
]);

/** A failure in words for the person it happens to, who can mend nothing on this computer. */
export function kioskFailureWords(attempt: FailedAttempt): FailureWords {
	const { failure, number = null } = attempt;
	const { code } = failure;
	if (code === 'invalid-input') {
		return { headline: inputWords(failure.problem), next: null, deadEnd: false };
	}
	if (code === 'resend-used-up' || code === 'device-limit') {
		return { headline: t('kiosk.limit.headline'), next: t('kiosk.limit.next'), deadEnd: true };
	}
	if (code === 'wrong-otp') {
		const isLast = failure.attemptsLeft === 0;
		return {
			headline: t('failure.wrong-otp.headline'),
			next: isLast ? t('failure.wrong-otp.next-none-left') : t('kiosk.otp.prose'),
			deadEnd: isLast,
		};
	}
	// Of a mobile, NHA's own words (VRFY_ABHA_302) speak to the person already.
	if (code === 'resend-not-yet' || (code === 'abha-not-found' && number !== null)) {
		return failureWords(attempt);
	}
	// What to do next stands on the same screen: Resend OTP, Continue.
	if (code === 'otp-expired' || code === 'cancelled' || code === 'visit-ended') {
		return { ...failureWords(attempt), next: null, deadEnd: code !== 'visit-ended' };
	}
	if (tellable.has(code)) {
		return { headline: failureWords(attempt).headline, next: t('kiosk.limit.next'), deadEnd: true };
	}
	return { headline: t('kiosk.broken.heading'), next: t('kiosk.broken.prose'), deadEnd: true };
}
