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
		const { attemptsLeft } = failure;
		return {
			headline: t('failure.wrong-otp.headline'),
			next: typeAgain(attemptsLeft),
			deadEnd: attemptsLeft === 0,
		};
	}
	// Of a mobile, NHA's own words (VRFY_ABHA_302) speak to the person already.
	if (code === 'resend-not-yet' || (code === 'abha-not-found' && number !== null)) {
		return failureWords(attempt);
	}
	if (code === 'otp-expired') {
		return { ...failureWords(attempt), next: t('kiosk.otp-expired.next'), deadEnd: true };
	}
	if (code === 'cancelled') {
		return { ...failureWords(attempt), next: afterCancelling(attempt), deadEnd: true };
	}
	// What to do next stands on the same screen: consent, from the beginning.
	if (code === 'visit-ended') return { ...failureWords(attempt), next: null, deadEnd: false };
	if (tellable.has(code)) {
		return { headline: failureWords(attempt).headline, next: t('kiosk.limit.next'), deadEnd: true };
	}
	return { headline: t('kiosk.broken.heading'), next: t('kiosk.broken.prose'), deadEnd: true };
}

function typeAgain(attemptsLeft: number | null): string {
	if (attemptsLeft === null) return t('kiosk.wrong-otp.next');
	return attemptsLeft === 0
		? t('failure.wrong-otp.next-none-left')
		: t('kiosk.wrong-otp.next-left', { count: attemptsLeft });
}

/** What was asked may have been done all the same, and the person has to know. */
function afterCancelling({ purpose }: FailedAttempt): string | null {
	const mayBeDone = purpose === 'send-otp' || purpose === 'resend-otp' || purpose === 'verify-otp';
	return mayBeDone ? t(`kiosk.cancelled.${purpose}`) : null;
}
