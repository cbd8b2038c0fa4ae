import { isAbsolute } from 'node:path';

import { z } from 'zod';

import type { DeskSettings } from '../../preload/contract/administration.ts';
import type { Slip } from '../kiosk/slip-numbers.ts';
import { type KioskSettings, languages } from '../../preload/contract/kiosk.ts';
import type { UpdateSettings } from '../../preload/contract/updates.ts';
import { isUpdateUrl } from '../update/update-url.ts';

/**
 * What a settings file of the current version holds. A change of it is a step in `migrations`, and
 * with it a new version.
 */
export interface StoredSettings extends DeskSettings {
	/** Somebody has chosen training: the first run is over. */
	trainingChosen: boolean;
	kiosk: KioskSettings;
	/** The last slip of the kiosk, and its day: numbers begin anew each day. */
	slip: Slip | null;
	updates: UpdateSettings;
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
	language: z.enum(languages),
});

export const kioskSettings = z.strictObject({
	isOn: z.boolean(),
	idleAfterSeconds: z.int().min(30).max(300),
	sendsPerAbha: z.int().min(1).max(3),
	sendsPerDevice: z.int().min(5).max(200),
	startsWithSession: z.boolean(),
});

export const updateSettings = z
	.strictObject({ source: z.enum(['off', 'https', 'folder']), place: z.string().trim().max(500) })
	.refine(({ source, place }) => {
		if (source === 'off') return place === '';
		return source === 'https' ? isUpdateUrl(place) : isAbsolute(place);
	});

export const storedSettings = deskSettings.extend({
	trainingChosen: z.boolean(),
	kiosk: kioskSettings,
	slip: z.strictObject({ day: z.iso.date(), number: z.int().min(0) }).nullable(),
	updates: updateSettings,
});

const defaultKiosk: KioskSettings = {
	isOn: false,
	idleAfterSeconds: 60,
	sendsPerAbha: 3,
	sendsPerDevice: 60,
	startsWithSession: false,
};

const noUpdates: UpdateSettings = { source: 'off', place: '' };

export const defaultSettings: StoredSettings = {
	deskName: '',
	operatorName: '',
	idleEndsVisitAfterMinutes: 5,
	keepActivityMonths: 12,
	language: 'en',
	trainingChosen: false,
	kiosk: defaultKiosk,
	slip: null,
	updates: noUpdates,
};

type Fields = Readonly<Record<string, unknown>>;

/** The step at place 0 leads from version 1 to version 2, and so on. */
const migrations: readonly ((fields: Fields) => Fields)[] = [
	(fields) => ({ ...fields, language: 'en', kiosk: defaultKiosk, slip: null }),
	(fields) => ({ ...fields, updates: noUpdates }),
];

/** Versions are our own whole numbers: that of the program changes without the settings. */
export const currentVersion = migrations.length + 1;

/** Brings `fields` of an older version up to date, a version at a time. */
export function migrate(fields: Fields, version: number, steps = migrations): Fields {
	return steps.slice(version - 1).reduce((older, step) => step(older), fields);
}
