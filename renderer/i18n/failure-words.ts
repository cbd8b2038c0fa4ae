import type { NumberKind } from '../../preload/contract/desk.ts';
import type { Failure } from '../../preload/contract/failure.ts';
import type { FailedAttempt, Purpose } from '../attempt.ts';
import { inputWords } from './input-words.ts';
import { difference, duration, inEnglish, t } from './words.ts';

/** What a person is told of a failure. */
export interface FailureWords {
	/** What happened. */
	headline: string;
	/** What to do now; `null` if the headline says it. */
	next: string | null;
	/** Nothing at this desk may be able to mend it: `Continue without ABHA` is offered. */
	deadEnd: boolean;
}

/** Beyond this, or with braces, a query is a scanned code: too much, and too private, to repeat. */
const longestQuoted = 40;

/** What happens to the staff alone, whatever was asked for; there are no words in other languages. */
const staffCodes: ReadonlySet<Failure['code']> = new Set([
	'card-not-saved',
	'consent-needed',
	'file-not-saved',
	'keyring-not-strong',
	'not-ready',
	'pin-not-set',
	'pin-required',
	'pin-wait',
	'reset-refused',
	'sealed-file-refused',
	'settings-not-saved',
	'update-refused',
	'vault-not-saved',
	'wrong-client-secret',
	'wrong-passphrase',
	'wrong-pin',
]);

/** Whether it is told in English, whatever the page speaks: it stands within `English.svelte` then. */
export function isForStaff({ failure, purpose }: FailedAttempt): boolean {
	return purpose === 'administration' || purpose === 'connection' || staffCodes.has(failure.code);
}

/** The one place where a failure becomes words. */
export function failureWords(attempt: FailedAttempt): FailureWords {
	return isForStaff(attempt) ? inEnglish(() => wordsOf(attempt)) : wordsOf(attempt);
}

function wordsOf({ failure, purpose, query, number = null, method }: FailedAttempt): FailureWords {
	const { code } = failure;
	switch (code) {
		case 'invalid-input':
			return { headline: inputWords(failure.problem), next: null, deadEnd: false };
		case 'abha-not-found':
			return notFound(query, number);
		case 'method-not-available':
			return {
				headline:
					method === 'aadhaar-otp'
						? t('failure.method-not-available.headline-aadhaar')
						: t('failure.method-not-available.headline'),
				next: t('failure.method-not-available.next'),
				deadEnd: true,
			};
		case 'wrong-otp':
			return {
				headline: t('failure.wrong-otp.headline'),
				next: readAgain(failure.attemptsLeft),
				deadEnd: false,
			};
		case 'too-many-requests':
			return tooMany(failure.waitSeconds, purpose);
		case 'resend-not-yet':
			return {
				headline: t('failure.resend-not-yet.headline', { duration: duration(failure.waitSeconds) }),
				next: t('failure.resend-not-yet.next'),
				deadEnd: false,
			};
		case 'resend-used-up':
			return {
				headline: t('failure.resend-used-up.headline'),
				next: t('failure.resend-used-up.next', { duration: duration(failure.waitSeconds) }),
				deadEnd: true,
			};
		case 'gateway-paused':
			return {
				headline: t('failure.gateway-paused.headline'),
				next: t('failure.gateway-paused.next', { duration: duration(failure.nextTryInSeconds) }),
				deadEnd: true,
			};
		case 'clock-wrong':
			return {
				headline: t(`failure.clock-wrong.headline-${side(failure.aheadSeconds)}`, {
					duration: difference(failure.aheadSeconds),
				}),
				next: t('failure.clock-wrong.next'),
				deadEnd: true,
			};
		case 'offline':
			return {
				headline: t('failure.offline.headline'),
				next: t(`failure.offline.next.${purpose}`),
				deadEnd: true,
			};
		case 'abdm-unavailable':
		case 'abdm-timeout':
		case 'cancelled':
			// What was asked may have been done all the same, and the person has to know.
			return {
				headline: t(`failure.${code}.headline`),
				next: t(`failure.unsettled.${reached(failure, purpose)}`),
				deadEnd: true,
			};
		case 'abdm-not-understood':
			return {
				headline: t('failure.abdm-not-understood.headline'),
				next: t('failure.unread', { next: t(`failure.unsettled.${reached(failure, purpose)}`) }),
				deadEnd: true,
			};
		case 'internal':
			return {
				headline: t('failure.internal.headline'),
				next:
					failure.incident === '' ? t('failure.internal.next-unfiled') : t('failure.internal.next'),
				deadEnd: true,
			};
		case 'wrong-pin':
		case 'wrong-client-secret':
			return {
				headline: t(`failure.${code}.headline`),
				next:
					failure.waitSeconds === 0
						? t(`failure.${code}.next`)
						: t(`failure.${code}.next-wait`, { duration: duration(failure.waitSeconds) }),
				deadEnd: false,
			};
		case 'pin-wait':
			return {
				headline: t('failure.pin-wait.headline'),
				next: t('failure.pin-wait.next', { duration: duration(failure.waitSeconds) }),
				deadEnd: false,
			};
		case 'device-limit':
			return { headline: t('kiosk.limit.headline'), next: t('kiosk.limit.next'), deadEnd: true };
		case 'sealed-file-refused':
			return {
				headline: t('failure.sealed-file-refused.headline'),
				next: t(`failure.sealed-file-refused.${failure.reason}`),
				deadEnd: false,
			};
		case 'update-refused':
			return {
				headline: t('failure.update-refused.headline'),
				next: t(`failure.update-refused.${failure.reason}`),
				deadEnd: false,
			};
		case 'reset-refused':
			return {
				headline: t('failure.reset-refused.headline'),
				next: t(`failure.reset-refused.${failure.reason}`),
				deadEnd: false,
			};
		case 'abha-not-active':
		case 'otp-expired':
		case 'method-blocked':
		case 'credentials-refused':
		case 'not-subscribed':
		case 'proxy-refused':
		case 'tls-not-trusted':
		case 'abdm-refused':
			return plain(code, true);
		case 'card-not-saved':
		case 'token-expired':
		case 'not-ready':
		case 'consent-needed':
		case 'wrong-passphrase':
		case 'keyring-not-strong':
		case 'vault-not-saved':
		case 'settings-not-saved':
		case 'pin-not-set':
		case 'pin-required':
		case 'file-not-saved':
		case 'busy':
		case 'visit-ended':
			return plain(code, false);
		default:
			return failure satisfies never;
	}
}

/** By how much and in which direction a clock is off: `10 minutes ahead`. */
export function clockWords(aheadSeconds: number): string {
	return t(`clock.${side(aheadSeconds)}`, { duration: difference(aheadSeconds) });
}

function side(aheadSeconds: number): 'ahead' | 'behind' {
	return aheadSeconds < 0 ? 'behind' : 'ahead';
}

/** Of a mobile and an Aadhaar number in NHA's own words (VRFY_ABHA_302, 403), and without the number. */
function notFound(query: string | null, number: NumberKind | null): FailureWords {
	if (number !== null) {
		return {
			headline: t(`failure.abha-not-found.${number}.headline`),
			next: t(`failure.abha-not-found.${number}.next`),
			deadEnd: true,
		};
	}
	return {
		headline:
			query === null || query.length > longestQuoted || query.includes('{')
				? t('failure.abha-not-found.headline-scanned')
				: t('failure.abha-not-found.headline', { query: query.trim() }),
		next: t('failure.abha-not-found.next'),
		deadEnd: true,
	};
}

function readAgain(attemptsLeft: number | null): string {
	if (attemptsLeft === null) return t('failure.wrong-otp.next');
	return attemptsLeft === 0
		? t('failure.wrong-otp.next-none-left')
		: t('failure.wrong-otp.next-left', { count: attemptsLeft });
}

/** Before there is a session nothing about a patient was asked, so nothing can have been done. */
function reached(failure: Failure, purpose: Purpose): Purpose {
	const step = 'details' in failure ? failure.details?.step : undefined;
	return step === 'session' ? 'search' : purpose;
}

function tooMany(waitSeconds: number | null, purpose: Purpose): FailureWords {
	return waitSeconds === null
		? {
				headline: t('failure.too-many-requests.headline-unknown'),
				next: t('failure.too-many-requests.next-unknown'),
				deadEnd: true,
			}
		: {
				headline: t('failure.too-many-requests.headline', { duration: duration(waitSeconds) }),
				// The OTP of an attempt too many is used up: the same one again would only be refused.
				next:
					purpose === 'verify-otp'
						? t('failure.too-many-requests.next-verify')
						: t('failure.too-many-requests.next'),
				deadEnd: true,
			};
}

type PlainCode = Exclude<
	Failure['code'],
	| 'invalid-input'
	| 'abha-not-found'
	| 'method-not-available'
	| 'wrong-otp'
	| 'too-many-requests'
	| 'resend-not-yet'
	| 'resend-used-up'
	| 'gateway-paused'
	| 'clock-wrong'
	| 'offline'
	| 'abdm-unavailable'
	| 'abdm-timeout'
	| 'abdm-not-understood'
	| 'cancelled'
	| 'internal'
	| 'wrong-pin'
	| 'wrong-client-secret'
	| 'pin-wait'
	| 'sealed-file-refused'
	| 'reset-refused'
	| 'device-limit'
	| 'update-refused'
>;

function plain(code: PlainCode, deadEnd: boolean): FailureWords {
	return { headline: t(`failure.${code}.headline`), next: t(`failure.${code}.next`), deadEnd };
}
