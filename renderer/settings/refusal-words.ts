import type { Failure } from '../../preload/contract/failure.ts';
import { failureWords } from '../i18n/failure-words.ts';
import { t } from '../i18n/words.ts';

/** What stands beside a PIN or client secret that was not taken; `null`: it is about something else. */
export function refusalWords(failure: Failure | null): string | null {
	switch (failure?.code) {
		case 'wrong-pin':
		case 'wrong-client-secret':
		case 'pin-wait': {
			const words = failureWords({ failure, purpose: 'administration', query: null });
			// The countdown says how long, and goes on being right.
			return failure.waitSeconds > 0 || words.next === null
				? words.headline
				: t('failure.in-one', { headline: words.headline, next: words.next });
		}
		default:
			return null;
	}
}
