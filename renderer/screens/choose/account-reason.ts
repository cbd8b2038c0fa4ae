import type { Account } from '../../../preload/contract/visit.ts';
import { t } from '../../i18n/words.ts';

/** Why an account cannot be chosen, in words; `null` if it can. */
export function reasonAgainst({ status }: Account): string | null {
	// A status that we do not know is for ABDM to judge (contract.ts, AbhaStatus).
	if (status === 'active' || status === 'unknown') return null;
	return t('failure.in-one', {
		headline: t(`inactive.${status}.headline`),
		next: t(`inactive.${status}.next`),
	});
}
