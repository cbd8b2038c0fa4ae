import { z } from 'zod';

import type { DeskSettings } from '../../preload/contract/administration.ts';
import type { DeskWarning } from '../../preload/contract/desk.ts';
import type { KioskSettings } from '../../preload/contract/kiosk.ts';
import type { UpdateSettings } from '../../preload/contract/updates.ts';
import type { InputProblem } from '../../preload/contract/failure.ts';
import { AppError } from '../failure.ts';
import type { Slip } from '../kiosk/slip-numbers.ts';
import type { Log } from '../log/log.ts';
import {
	currentVersion,
	defaultSettings,
	deskSettings,
	kioskSettings,
	migrate,
	storedSettings,
	type StoredSettings,
	updateSettings,
} from './stored-settings.ts';

/** Where settings are kept; electron-store in the app (main/app/settings-store.ts). */
export interface SettingsStore {
	/** What is stored; `undefined`: nothing. Throws when that cannot be read. */
	read(): unknown;
	/** Throws when it cannot be stored; then what was stored before still is. */
	write(value: Record<string, unknown>): void;
	/** Moves what is stored out of the way, never deleting it. */
	setAside(): void;
}

const versioned = z.looseObject({ version: z.int().min(1) });

/** What is not secret. Nothing that is wrong with it stops the desk: then it works with the defaults. */
export class Settings {
	readonly #store: SettingsStore;
	readonly #log: Log;
	readonly #warnings = new Set<DeskWarning>();
	#isReadOnly = false;
	#stored: StoredSettings = defaultSettings;

	constructor(store: SettingsStore, log: Log) {
		this.#store = store;
		this.#log = log;
		try {
			this.#read();
		} catch (error) {
			this.#log.warn('settings not readable', { error });
			// A refusal of the operating system says nothing of what stands in the file.
			if (error instanceof Error && 'syscall' in error) this.#leaveAlone('settings-not-writable');
			else this.#beginAnew();
		}
	}

	get value(): DeskSettings {
		const {
			trainingChosen: _chosen,
			kiosk: _kiosk,
			slip: _slip,
			updates: _updates,
			...desk
		} = this.#stored;
		return desk;
	}

	get updates(): UpdateSettings {
		return this.#stored.updates;
	}

	get kiosk(): KioskSettings {
		return this.#stored.kiosk;
	}

	/** Where the kiosk's numbers are kept. What cannot be stored is counted on in memory. */
	readonly slips = {
		read: (): unknown => this.#stored.slip,
		write: (slip: Slip): void => {
			this.#stored = { ...this.#stored, slip };
			this.#save(this.#stored);
		},
	};

	get trainingChosen(): boolean {
		return this.#stored.trainingChosen;
	}

	/** What is wrong with the settings now. */
	get warnings(): readonly DeskWarning[] {
		return [...this.#warnings];
	}

	/** What was typed, as it would be stored. Throws `invalid-input` for the first field that is wrong. */
	check(typed: DeskSettings): DeskSettings {
		const parsed = deskSettings.safeParse(typed);
		if (parsed.success) return parsed.data;
		throw new AppError({ code: 'invalid-input', problem: problemOf(parsed.error.issues[0]) });
	}

	/** Throws `invalid-input` for the first field that is out of range, or `settings-not-saved`. */
	changeKiosk(typed: KioskSettings): void {
		const parsed = kioskSettings.safeParse(typed);
		if (!parsed.success) {
			const problem = problemOf(parsed.error.issues[0]);
			throw new AppError({ code: 'invalid-input', problem });
		}
		this.#change({ ...this.#stored, kiosk: parsed.data });
	}

	/** Throws `invalid-input` for a place that cannot be one, or `settings-not-saved`. */
	changeUpdates({ source, place }: UpdateSettings): void {
		const parsed = updateSettings.safeParse({ source, place: source === 'off' ? '' : place });
		if (parsed.success) {
			this.#change({ ...this.#stored, updates: parsed.data });
			return;
		}
		const wrong = source === 'https' ? 'not-https' : 'not-a-folder';
		const problem = place.trim() === '' ? 'missing' : wrong;
		throw new AppError({ code: 'invalid-input', problem: { field: 'updatePlace', problem } });
	}

	/** Throws as `check` does, or `settings-not-saved`: then the settings are as they were. */
	change(typed: DeskSettings): void {
		this.#change({ ...this.#stored, ...this.check(typed) });
	}

	#change(next: StoredSettings): void {
		if (!this.#save(next)) throw new AppError({ code: 'settings-not-saved' });
		this.#stored = next;
	}

	/** Holds for this run even where it cannot be stored: the choice is then offered once more. */
	chooseTraining(): void {
		this.#stored = { ...this.#stored, trainingChosen: true };
		this.#save(this.#stored);
	}

	/** Throws when what is stored is not what this or an older version has written. */
	#read(): void {
		const content = this.#store.read();
		if (content === undefined) {
			// Stored at once, so that a disk that takes nothing is known before somebody has typed.
			this.#save(this.#stored);
			return;
		}
		const { version, ...fields } = versioned.parse(content);
		if (version > currentVersion) {
			this.#leaveAlone('settings-newer');
			return;
		}
		this.#stored = storedSettings.parse(migrate(fields, version));
		if (version < currentVersion) this.#save(this.#stored);
	}

	#beginAnew(): void {
		this.#warnings.add('settings-damaged');
		try {
			this.#store.setAside();
		} catch (error) {
			this.#log.warn('settings not set aside', { error });
			// Writing would replace what could not be moved away.
			this.#leaveAlone('settings-not-writable');
			return;
		}
		this.#save(this.#stored);
	}

	#leaveAlone(why: DeskWarning): void {
		this.#isReadOnly = true;
		this.#warnings.add(why);
	}

	#save(settings: StoredSettings): boolean {
		if (this.#isReadOnly) return false;
		try {
			this.#store.write({ version: currentVersion, ...settings });
			this.#warnings.delete('settings-not-writable');
			return true;
		} catch (error) {
			this.#warnings.add('settings-not-writable');
			this.#log.warn('settings not saved', { error });
			return false;
		}
	}
}

function problemOf(issue: z.core.$ZodIssue | undefined): InputProblem {
	const field = issue?.path[0];
	if (field === 'deskName' || field === 'operatorName') {
		return { field, problem: issue?.code === 'too_big' ? 'too-long' : 'not-printable' };
	}
	if (field === 'idleEndsVisitAfterMinutes' || field === 'keepActivityMonths') {
		return { field, problem: 'out-of-range' };
	}
	return { field: 'call', problem: 'malformed' };
}
