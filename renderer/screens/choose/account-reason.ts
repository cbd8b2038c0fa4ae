import type { Account } from '../../../preload/contract/visit.ts';
import { inactiveWords, type Reader } from '../../i18n/inactive-words.ts';
import { t } from '../../i18n/words.ts';

/** Why an account cannot be chosen, in words; `null` if it can. */
export function reasonAgainst({ status }: Account, reader: Reader): string | null {
	const words = inactiveWords(status, reader);
	return words === null ? null : t('failure.in-one', words);
}
