import type { FacilityShown } from '../../preload/contract/administration.ts';
import { t } from '../i18n/words.ts';
import { dayWords } from './day-words.ts';

interface Fact {
	label: string;
	/** `null`: not given. */
	value: string | null;
}

/** The facility as it is stored. Of the client secret nothing but since when it is set. */
export function facilityFacts(facility: FacilityShown): readonly Fact[] {
	return [
		fact(t('set-up.group.environment'), t(`set-up.environment.${facility.environment}`)),
		fact(t('set-up.group.generation'), t(`set-up.generation.${facility.generation}`)),
		...(facility.environment === 'custom' ? addresses(facility) : []),
		fact(t('set-up.field.client-id'), facility.clientId),
		fact(
			t('set-up.field.client-secret'),
			t('settings.facility.set-on', { date: dayWords(facility.clientSecretSetOn) }),
		),
		fact(t('set-up.field.hip-id'), facility.hipId),
		fact(t('set-up.field.facility-name'), facility.facilityName),
	];
}

function addresses({ generation, urls, cmId }: FacilityShown): Fact[] {
	const both = [
		fact(t('set-up.field.sessions-url'), urls.sessions),
		fact(t('set-up.field.abha-url'), urls.abha),
	];
	return generation === 'v1v2'
		? both
		: [...both, fact(t('set-up.field.phr-url'), urls.phr), fact(t('set-up.field.cm-id'), cmId)];
}

function fact(label: string, value: string): Fact {
	return { label, value: value === '' ? null : value };
}
