import type { Desk, DeskWarning } from '../../preload/contract/desk.ts';
import type { Settings } from '../settings/settings.ts';
import type { OpenDesk } from './open-desk.ts';
import { consentVersion } from '../kiosk/consent.ts';
import type { Secret } from '../secret.ts';
import type { PendingProvisions } from './pending-provisions.ts';
import { secretsOf, type StationVault } from './vault-content.ts';

/** Long enough that no child holds it by chance, short enough for staff to bear. */
const leaveAfterMs = 5_000;

/** The desk as the screens may know it: what its facility brings, and what this PC adds. */
export function describeDesk(
	{ front, vault, audit, pinLock }: OpenDesk,
	settings: Pick<Settings, 'value' | 'trainingChosen' | 'warnings'>,
	provisions: Pick<PendingProvisions, 'pending' | 'refusal'>,
	warnings: readonly DeskWarning[],
	isKiosk: boolean,
): Desk {
	const { deskName, language } = settings.value;
	const isLogStuck = audit !== null && !audit.isWriting;
	return {
		...front.desk,
		deskName: deskName === '' ? null : deskName,
		// In training there may be a vault, for this PC's key, but nothing in it to protect.
		protection: pinLock === null ? null : (vault?.protection ?? null),
		isFirstRun: pinLock === null && !settings.trainingChosen,
		hasPin: pinLock !== null && pinLock.setOn !== null,
		provision: provisions.pending,
		provisionRefused: provisions.refusal,
		warnings: [
			...settings.warnings,
			...warnings,
			...(isLogStuck ? (['activity-log-not-writing'] as const) : []),
		],
		language,
		kiosk: isKiosk ? { consentVersion, leaveAfterMs } : null,
	};
}

/** What the log has to know of the desk: what to say of it, and what never to write. */
export function describeForLog(
	vault: StationVault | null,
	environment: Desk['environment'] | 'closed',
): { secrets: readonly Secret[]; facts: { environment: string; protection: string } } {
	return {
		secrets: vault === null ? [] : secretsOf(vault),
		facts: { environment, protection: vault?.protection.method ?? 'none' },
	};
}
