import { z } from 'zod';

import { pinRecord } from '../admin/pin-hash.ts';
import { noAttempts, pinAttempts } from '../admin/pin-lock.ts';
import { auditAnchor, createAuditAnchor } from '../audit/anchor.ts';
import { storedFacility } from '../facility/stored-facility.ts';
import { newSealState, sealState } from '../provisioning/seal-state.ts';
import { Secret } from '../secret.ts';
import type { Vault } from '../vault/vault.ts';

/** All that the vault keeps, a section for each owner. */
const vaultContent = z.strictObject({
	/** `setOn`: when the secret was typed or taken from a file, in ISO 8601. */
	facility: z.strictObject({ stored: storedFacility, setOn: z.iso.datetime() }).nullable(),
	pin: pinRecord.nullable(),
	pinAttempts,
	audit: auditAnchor,
	seal: sealState,
});

export type VaultContent = z.infer<typeof vaultContent>;

export type StationVault = Vault<VaultContent>;

/** Throws when this is no content. */
export function parseVaultContent(json: unknown): VaultContent {
	return vaultContent.parse(json);
}

export function newVaultContent(): VaultContent {
	return {
		facility: null,
		pin: null,
		pinAttempts: noAttempts,
		audit: createAuditAnchor(),
		seal: newSealState(),
	};
}

/** What no log may hold, whatever put it there. */
export function secretsOf(vault: StationVault): readonly Secret[] {
	const stored = vault.cell('facility').value?.stored;
	if (stored === undefined) return [];
	const { clientSecret, network } = stored;
	return [clientSecret, network.proxyPassword ?? ''].map((text) => new Secret(text));
}
