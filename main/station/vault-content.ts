import { z } from 'zod';

import { pinRecord } from '../admin/pin-hash.ts';
import { noAttempts, pinAttempts } from '../admin/pin-lock.ts';
import { auditAnchor, createAuditAnchor } from '../audit/anchor.ts';
import { storedFacility } from '../facility/stored-facility.ts';
import { newSealState, sealState } from '../provisioning/seal-state.ts';
import { Secret } from '../secret.ts';
import { NewerVersionError, type Vault } from '../vault/vault.ts';

/** Raised with every change of a section that this version could not read. */
const contentVersion = 1;

/** All that the vault keeps, a section for each owner. */
const vaultContent = z.strictObject({
	contentVersion: z.literal(contentVersion),
	/** `setOn`: when the secret was typed or taken from a file, in ISO 8601. */
	facility: z.strictObject({ stored: storedFacility, setOn: z.iso.datetime() }).nullable(),
	pin: pinRecord.nullable(),
	pinAttempts,
	audit: auditAnchor,
	seal: sealState,
});

export type VaultContent = z.infer<typeof vaultContent>;

export type StationVault = Vault<VaultContent>;

const anyVersion = z.looseObject({ contentVersion: z.int() });

/** Throws when this is no content; NewerVersionError when a newer version of this program wrote it. */
export function parseVaultContent(json: unknown): VaultContent {
	const version = anyVersion.safeParse(json);
	if (version.success && version.data.contentVersion > contentVersion)
		throw new NewerVersionError();
	return vaultContent.parse(json);
}

export function newVaultContent(): VaultContent {
	return {
		contentVersion,
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
