import type { ConnectionReport, ConnectionStep } from '../../preload/contract/desk.ts';
import { t } from '../i18n/words.ts';

/** In the order in which a call to ABDM needs them. */
export const connectionSteps: readonly ConnectionStep['step'][] = [
	'dns',
	'tls',
	'clock',
	'session',
	'certificate',
];

/** The whole report in one sentence: what is announced when it is there. */
export function summaryWords({ steps }: ConnectionReport): string {
	const failed = steps.find(({ result }) => result === 'failed');
	if (failed !== undefined) {
		return t('connection.summary.failed', { step: t(`connection.step.${failed.step}`) });
	}
	// The last step goes through all that the others do; without it nothing is proved.
	return steps.some(({ step, result }) => step === 'certificate' && result === 'ok')
		? t('connection.summary.ok')
		: t('connection.summary.partial');
}
