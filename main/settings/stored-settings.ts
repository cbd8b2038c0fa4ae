import { z } from 'zod';

import type { DeskSettings } from '../../preload/contract/administration.ts';

/**
 * What a settings file of the current version holds. A change of it is a step in `migrations`, and
 * with it a new version.
 */
export interface StoredSettings extends DeskSettings {
	/** Somebody has chosen training: the first run is over. */
	trainingChosen: boolean;
}

/**
 * A name that is shown and logged: on one line, without marks that nobody sees. The two joiners stay,
 * because Indian scripts are not written right without them.
 */
export const shortName = z
	.string()
	.trim()
	.max(60)
	.regex(/^(?:(?![\u200c\u200d])[^\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|[\u200c\u200d])*$/u);

/** Strict, so that a field which a migration has forgotten is not passed over in silence. */
export const deskSettings = z.strictObject({
	deskName: shortName,
	operatorName: shortName,
	idleEndsVisitAfterMinutes: z.int().min(1).max(15),
	/** DPDP Rules 2025: one year at least. */
	keepActivityMonths: z.int().min(12).max(120),
});

export const storedSettings = deskSettings.extend({ trainingChosen: z.boolean() });

export const defaultSettings: StoredSettings = {
	deskName: '',
	operatorName: '',
	idleEndsVisitAfterMinutes: 5,
	keepActivityMonths: 12,
	trainingChosen: false,
};

type Fields = Readonly<Record<string, unknown>>;

/** The step at place 0 leads from version 1 to version 2, and so on. */
const migrations: readonly ((fields: Fields) => Fields)[] = [];

/** Versions are our own whole numbers: that of the program changes without the settings. */
export const currentVersion = migrations.length + 1;

/** Brings `fields` of an older version up to date, a version at a time. */
export function migrate(fields: Fields, version: number, steps = migrations): Fields {
	return steps.slice(version - 1).reduce((older, step) => step(older), fields);
}
