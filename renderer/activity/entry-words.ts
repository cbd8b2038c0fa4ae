import type { ActivityEntry } from '../../preload/contract/administration.ts';
import type { Failure } from '../../preload/contract/failure.ts';
import { t } from '../i18n/words.ts';
import { figure } from './figures.ts';

/** Why a visit ended, what was changed and what was exported, besides the codes of failures. */
type Detail =
	| Failure['code']
	| 'finished'
	| 'without-abha'
	| 'next-patient'
	| 'idle'
	| 'screen-locked'
	| 'display-lost'
	| 'page-gone'
	| 'administration'
	| 'desk'
	| 'pin'
	| 'protection'
	| 'credentials-deleted'
	| 'sealed'
	| 'kiosk'
	| 'kiosk-left'
	| 'kiosk-closed'
	| 'updates'
	| 'replaced'
	| 'provisioned'
	| 'csv'
	| 'json-lines';

// A failure that the contract gets and this does not is a compile error.
const listed: Record<Detail, true> = {
	finished: true,
	'without-abha': true,
	'next-patient': true,
	idle: true,
	'screen-locked': true,
	'display-lost': true,
	'page-gone': true,
	administration: true,
	desk: true,
	pin: true,
	protection: true,
	'credentials-deleted': true,
	sealed: true,
	kiosk: true,
	'kiosk-left': true,
	'kiosk-closed': true,
	updates: true,
	replaced: true,
	provisioned: true,
	csv: true,
	'json-lines': true,
	'invalid-input': true,
	'abha-not-found': true,
	'abha-not-active': true,
	'method-not-available': true,
	'wrong-otp': true,
	'otp-expired': true,
	'resend-not-yet': true,
	'resend-used-up': true,
	'method-blocked': true,
	'too-many-requests': true,
	'credentials-refused': true,
	'gateway-paused': true,
	'clock-wrong': true,
	'not-subscribed': true,
	offline: true,
	'proxy-refused': true,
	'tls-not-trusted': true,
	'token-expired': true,
	'card-not-saved': true,
	'abdm-unavailable': true,
	'abdm-timeout': true,
	'abdm-not-understood': true,
	'abdm-refused': true,
	cancelled: true,
	'not-ready': true,
	'wrong-passphrase': true,
	'keyring-not-strong': true,
	'vault-not-saved': true,
	'settings-not-saved': true,
	'wrong-pin': true,
	'wrong-client-secret': true,
	'pin-wait': true,
	'pin-not-set': true,
	'pin-required': true,
	'sealed-file-refused': true,
	'reset-refused': true,
	'consent-needed': true,
	'device-limit': true,
	'update-refused': true,
	'file-not-saved': true,
	busy: true,
	'visit-ended': true,
	internal: true,
};

/** What happened, with its detail: `Failed: wrong OTP`. */
export function eventWords({ event, detail }: ActivityEntry): string {
	const words = t(`activity.event.${event}`);
	return detail === null
		? words
		: t('activity.event-with-detail', { event: words, detail: detailWords(detail) });
}

/** Who was at the desk, as far as it was set. */
export function byWords({ operator, desk }: ActivityEntry): string {
	return [operator, desk].filter((name) => name !== null).join(', ');
}

/** How many entries, in words. */
export function entriesWords(count: number): string {
	return t('activity.detail.count', { count, number: figure(count) });
}

function detailWords(detail: string): string {
	if (isKnown(detail)) return t(`activity.detail.${detail}`);
	if (/^v\d+(?:-\d+)+$/.test(detail)) return detail.slice(1).replaceAll('-', '.');
	// The log outlives its versions: what another one wrote is shown as it stands.
	return /^\d+$/.test(detail) ? entriesWords(Number(detail)) : detail;
}

function isKnown(detail: string): detail is Detail {
	return Object.hasOwn(listed, detail);
}
