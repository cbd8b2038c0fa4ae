import type { NumberKind, PracticePatient } from '../../preload/contract/desk.ts';
import { t } from '../i18n/words.ts';

/** The field on the screen that a practice patient can fill. */
export type Fillable = 'query' | NumberKind;

/**
 * What stands on a practice patient's button. An Aadhaar number never does, not even an invented
 * one: what is practised here is that it is on no screen.
 */
export function practiceLabel(patient: PracticePatient, field: Fillable): string {
	return field === 'aadhaar'
		? t('training.patients.aadhaar', { patient: patient.query })
		: patient[field];
}

/** What the patient teaches; with the name where the button does not have it. */
export function practiceHint({ query, shows }: PracticePatient, field: Fillable): string {
	const words = t(`training.case.${shows}`);
	return field === 'mobile'
		? t('training.patients.shows', { patient: query, shows: words })
		: words;
}
