import type { Failure } from '../../preload/contract/failure.ts';
import { failureWords } from '../i18n/failure-words.ts';
import { t } from '../i18n/words.ts';

type Refusal = Extract<Failure, { code: 'wrong-pin' | 'wrong-client-secret' | 'pin-wait' }>;

/** What stands beside a PIN or client secret that was not taken. */
export function refusalWords(failure: Refusal): string {
	const words = failureWords({ failure, purpose: 'administration', query: null });
	// A countdown says how long, and goes on being right.
	return failure.waitSeconds > 0 || words.next === null
		? words.headline
		: t('failure.in-one', { headline: words.headline, next: words.next });
}
