import type { AbhaStatus } from '../../preload/contract/visit.ts';
import { t } from './words.ts';

/** Who reads it: the one about a patient, the other about their own ABHA. */
export type Reader = 'receptionist' | 'patient';

/** What is the matter with an ABHA that cannot be used, and who can mend it; `null`: nothing is. */
export function inactiveWords(
	status: AbhaStatus,
	reader: Reader,
): { headline: string; next: string } | null {
	// A status that we do not know is for ABDM to judge (contract.ts, AbhaStatus).
	if (status === 'active' || status === 'unknown') return null;
	if (reader === 'receptionist') {
		return { headline: t(`inactive.${status}.headline`), next: t(`inactive.${status}.next`) };
	}
	return {
		headline:
			status === 'consent-pending'
				? t('kiosk.inactive.consent-pending.headline')
				: t(`inactive.${status}.headline`),
		next: t(`kiosk.inactive.${status}.next`),
	};
}
