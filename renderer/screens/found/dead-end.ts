import type { PatientFound } from '../../../preload/contract/visit.ts';
import { t } from '../../i18n/words.ts';

/** Why no OTP can be sent to this patient at this desk, in words; `null` if one can. */
export function deadEndWords(patient: PatientFound): { headline: string; next: string } | null {
	const { status, methods } = patient;
	// A status that we do not know is for ABDM to judge (contract.ts, AbhaStatus).
	if (status !== 'active' && status !== 'unknown') {
		return {
			headline: t(`inactive.${status}.headline`),
			next: t(`inactive.${status}.next`),
		};
	}
	if (methods.length === 0) {
		return { headline: t('no-method.headline'), next: t('no-method.next') };
	}
	return null;
}
