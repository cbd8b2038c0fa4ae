import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';

import Store from 'electron-store';
import { z } from 'zod';

import type { Clock } from '../clock.ts';
import type { SettingsStore } from '../settings/settings.ts';
import { currentVersion, storedSettings } from '../settings/stored-settings.ts';

/** What other versions hold is not for this one to refuse. */
const ofAnyVersion = z.looseObject({ version: z.int().min(1) });
const ofCurrentVersion = storedSettings.extend({ version: z.literal(currentVersion) });

/**
 * The settings in `folder`, by electron-store. Its own migrations are left out: they go by the
 * program's version and would run over a file that a newer program wrote. So is its own check: it
 * makes a program out of a JSON schema at each start, and the first screen waited for that.
 */
export function createSettingsStore(folder: string, clock: Clock): SettingsStore {
	const path = join(folder, 'settings.json');
	let store: Store | undefined;
	// At the first use and not before: damage is then for the reader to deal with.
	const open = () =>
		(store ??= new Store<Record<string, unknown>>({
			cwd: folder,
			name: 'settings',
			// Damaged settings are set aside by us; electron-store would empty the file.
			clearInvalidConfig: false,
			accessPropertiesByDotNotation: false,
		}));
	const check = (content: Record<string, unknown>) => {
		const { version } = ofAnyVersion.parse(content);
		if (version === currentVersion) ofCurrentVersion.parse(content);
		return content;
	};
	return {
		read: () => {
			const content = open().store;
			if (Object.keys(content).length > 0) return check(content);
			// electron-store takes a list, a number or `null` for an empty store.
			if (existsSync(path)) throw new SyntaxError('The settings are no object');
			return undefined;
		},
		write: (value) => {
			open().store = check(value);
		},
		setAside: () => {
			const time = new Date(clock.wallNowMs()).toISOString().replaceAll(':', '-');
			renameSync(path, join(folder, `settings-damaged-${time}.json`));
		},
	};
}
