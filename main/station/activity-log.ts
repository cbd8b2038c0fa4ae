import { join } from 'node:path';

import { type AuditLog, openAuditLog } from '../audit/audit-log.ts';
import type { OpenDeskOptions } from './open-desk.ts';
import type { StationVault } from './vault-content.ts';

/**
 * The activity log of the vault that is open. One for each vault and never two: both would write the
 * same numbers, and an honest desk would look like one that somebody has tampered with.
 */
export class ActivityLog {
	readonly #options: OpenDeskOptions;
	#open: { vault: StationVault; audit: AuditLog } | null = null;

	constructor(options: OpenDeskOptions) {
		this.#options = options;
	}

	/** The log of a vault; `null` without a facility in it, which is training and leaves no trace. */
	async of(vault: StationVault | null): Promise<AuditLog | null> {
		if ((vault?.cell('facility').value ?? null) === null || vault === null) return null;
		if (this.#open?.vault === vault) return this.#open.audit;
		await this.close();
		const { folder, clock, log, settings, announce } = this.#options;
		const audit = await openAuditLog({
			folder: join(folder, vault.cell('activityFolder').value),
			anchor: vault.cell('audit'),
			...{ clock, log },
			who: () => {
				const { deskName, operatorName } = settings.value;
				return { desk: deskName, operator: operatorName };
			},
			keepMonths: () => settings.value.keepActivityMonths,
			onWritingChange: (isWriting) => {
				announce('activityLogChanged', { isWriting });
			},
		});
		this.#open = { vault, audit };
		return audit;
	}

	async close(): Promise<void> {
		await this.#open?.audit.close();
		this.#open = null;
	}
}
