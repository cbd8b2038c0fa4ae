import { randomBytes } from 'node:crypto';

import { z } from 'zod';

import type { Protection } from '../../preload/contract/administration.ts';
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
	/** Where the activity log that the anchor remembers is kept, below the folder of this PC. */
	activityFolder: z.string().regex(/^activity(-[0-9a-f]{8})?$/),
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

/**
 * What runs in memory only keeps its log apart: the vault that may stand beside it would take entries
 * that it does not remember for forged ones.
 */
export function newVaultContent(method: Protection['method']): VaultContent {
	return {
		contentVersion,
		facility: null,
		pin: null,
		pinAttempts: noAttempts,
		audit: createAuditAnchor(),
		activityFolder: method === 'memory' ? `activity-${randomBytes(4).toString('hex')}` : 'activity',
		seal: newSealState(),
	};
}

/** What no log may hold, whatever put it there. */
export function secretsOf(vault: StationVault): readonly Secret[] {
	const stored = vault.cell('facility').value?.stored;
	const seal = vault.cell('seal').value;
	return [
		stored?.clientSecret,
		stored?.network.proxyPassword,
		seal.pcPrivateKey,
		seal.signer?.signingKey,
	]
		.filter((text) => text !== undefined && text !== null)
		.map((text) => new Secret(text));
}
