import type { PatientFound } from '../../../preload/contract/visit.ts';
import { inactiveWords } from '../../i18n/inactive-words.ts';
import { t } from '../../i18n/words.ts';

/** Why no OTP can be sent to this patient at this desk, in words; `null` if one can. */
export function deadEndWords(patient: PatientFound): { headline: string; next: string } | null {
	const inactive = inactiveWords(patient.status, 'receptionist');
	if (inactive !== null) return inactive;
	return patient.methods.length === 0
		? { headline: t('no-method.headline'), next: t('no-method.next') }
		: null;
}
