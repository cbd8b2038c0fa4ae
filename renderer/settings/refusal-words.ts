import type { Failure } from '../../preload/contract/failure.ts';
import { failureWords } from '../i18n/failure-words.ts';
import { inEnglish, t } from '../i18n/words.ts';

type Refusal = Extract<Failure, { code: 'wrong-pin' | 'wrong-client-secret' | 'pin-wait' }>;

/** What stands beside a PIN or client secret that was not taken. */
export function refusalWords(failure: Refusal): string {
	const { headline, next } = failureWords({ failure, purpose: 'administration', query: null });
	// A countdown says how long, and goes on being right.
	return failure.waitSeconds > 0 || next === null
		? headline
		: inEnglish(() => t('failure.in-one', { headline, next }));
}
