import type { AbdmDetails, Failure } from '../../preload/contract/failure.ts';
import { t } from './words.ts';

/** The reference of a failure; `null` where there is nothing to follow up. */
export function incidentOf(failure: Failure): string | null {
	if (failure.code === 'internal') return failure.incident === '' ? null : failure.incident;
	return 'details' in failure ? (failure.details?.incident ?? null) : null;
}

/** What an administrator asks for of a failure; nothing where there is nothing to follow up. */
export function detailRows(failure: Failure): { label: string; value: string }[] {
	if (failure.code === 'internal') {
		return failure.incident === ''
			? []
			: [{ label: t('details.label.incident'), value: failure.incident }];
	}
	return 'details' in failure && failure.details !== null ? abdmRows(failure.details) : [];
}

function abdmRows(details: AbdmDetails): { label: string; value: string }[] {
	const none = t('details.value.none');
	return [
		{ label: t('details.label.step'), value: t(`details.step.${details.step}`) },
		{ label: t('details.label.code'), value: details.abdmCode ?? none },
		{ label: t('details.label.http'), value: details.httpStatus?.toString() ?? none },
		{ label: t('details.label.incident'), value: details.incident },
	];
}
