import type { Failure } from '../../preload/contract.ts';
import type { FailedAttempt, Purpose } from '../attempt.ts';
import { inputWords } from './input-words.ts';
import { duration, t } from './words.ts';

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

/** The one place where a failure becomes words. */
export function failureWords({ failure, purpose, query }: FailedAttempt): FailureWords {
	const { code } = failure;
	switch (code) {
		case 'invalid-input':
			return { headline: inputWords(failure.problem), next: null, deadEnd: false };
		case 'abha-not-found':
			return {
				headline:
					query === null || query.length > longestQuoted || query.includes('{')
						? t('failure.abha-not-found.headline-scanned')
						: t('failure.abha-not-found.headline', { query: query.trim() }),
				next: t('failure.abha-not-found.next'),
				deadEnd: true,
			};
		case 'too-many-requests':
			return failure.waitSeconds === null
				? {
						headline: t('failure.too-many-requests.headline-unknown'),
						next: t('failure.too-many-requests.next-unknown'),
						deadEnd: true,
					}
				: {
						headline: t('failure.too-many-requests.headline', {
							duration: duration(failure.waitSeconds),
						}),
						next: t(`failure.too-many-requests.next.${purpose}`),
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
				next: t(`failure.unread.${reached(failure, purpose)}`),
				deadEnd: true,
			};
		case 'internal':
			return {
				headline: t('failure.internal.headline'),
				next:
					failure.incident === '' ? t('failure.internal.next-unfiled') : t('failure.internal.next'),
				deadEnd: true,
			};
		case 'abha-not-active':
		case 'method-not-available':
		case 'otp-expired':
		case 'credentials-refused':
		case 'not-subscribed':
		case 'abdm-refused':
			return plain(code, true);
		case 'wrong-otp':
		case 'busy':
		case 'visit-ended':
			return plain(code, false);
		default:
			return failure satisfies never;
	}
}

/** Before there is a session nothing about a patient was asked, so nothing can have been done. */
function reached(failure: Failure, purpose: Purpose): Purpose {
	const step = 'details' in failure ? failure.details?.step : undefined;
	return step === 'session' ? 'search' : purpose;
}

type PlainCode =
	| 'abha-not-active'
	| 'method-not-available'
	| 'otp-expired'
	| 'credentials-refused'
	| 'not-subscribed'
	| 'abdm-refused'
	| 'wrong-otp'
	| 'busy'
	| 'visit-ended';

function plain(code: PlainCode, deadEnd: boolean): FailureWords {
	return { headline: t(`failure.${code}.headline`), next: t(`failure.${code}.next`), deadEnd };
}
