import type { Bridge, Reply } from '../../preload/contract.ts';
import type {
	DeskSettings,
	ProtectionChoice,
	SealedFile,
	Settings,
	Situation,
} from '../../preload/contract/administration.ts';
import type { UpdateSettings } from '../../preload/contract/updates.ts';
import type { KioskSettings } from '../../preload/contract/kiosk.ts';
import type { Failure } from '../../preload/contract/failure.ts';
import { settled } from '../settled.ts';

/** The sections of the screen. */
export type Part =
	'desk' | 'kiosk' | 'facility' | 'protection' | 'pin' | 'seal' | 'updates' | 'reset';

/** What a section opens a form or a question for; one at a time. */
export type Change = 'delete' | 'keyring' | 'passphrase' | 'memory' | 'pin' | 'reset';

/** Closed by the person, or by main, which no longer takes them for the administrator. */
export type SettingsEnd = 'closed' | 'by-itself';

interface Dependencies {
	bridge: Bridge;
	now: () => number;
	onsettings: (settings: Settings) => void;
	/** The facility is gone, and the desk is another. */
	onsituation: (situation: Situation) => void;
	onclose: (end: SettingsEnd) => void;
}

/** An administrator's time in Settings. */
export class SettingsSession {
	change = $state<Change | null>(null);
	/** What the last call was about: its wait, its failure or its success stands there. */
	part = $state<Part | null>(null);
	failure = $state.raw<Failure | null>(null);
	/** By the clock that was given; `null`: nothing is under way. */
	askedAtMs = $state<number | null>(null);
	/** The last call went well. */
	done = $state(false);
	/** The file that the last call made. */
	sealed = $state.raw<SealedFile | null>(null);

	readonly #bridge: Bridge;
	readonly #now: () => number;
	readonly #onsettings: (settings: Settings) => void;
	readonly #onsituation: (situation: Situation) => void;
	readonly #onclose: (end: SettingsEnd) => void;
	#ended = false;

	constructor({ bridge, now, onsettings, onsituation, onclose }: Dependencies) {
		this.#bridge = bridge;
		this.#now = now;
		this.#onsettings = onsettings;
		this.#onsituation = onsituation;
		this.#onclose = onclose;
	}

	get busy(): boolean {
		return this.askedAtMs !== null;
	}

	/** Returns the function that stops listening. */
	listen(): () => void {
		return this.#bridge.on('settingsClosed', () => {
			this.#end('by-itself');
		});
	}

	/** Opens a form, or with `null` closes the one that is open, and what was said with it. */
	begin(change: Change | null): void {
		if (this.busy) return;
		this.change = change;
		this.part = null;
		this.failure = null;
		this.done = false;
	}

	changeDesk(desk: DeskSettings): Promise<boolean> {
		return this.#change('desk', () => this.#bridge.changeSettings(desk));
	}

	changeKiosk(kiosk: KioskSettings): Promise<boolean> {
		return this.#change('kiosk', () => this.#bridge.changeKiosk(kiosk));
	}

	changePin(pin: string): Promise<boolean> {
		return this.#change('pin', () => this.#bridge.changePin({ pin }));
	}

	changeProtection(protection: ProtectionChoice): Promise<boolean> {
		return this.#change('protection', () => this.#bridge.changeProtection({ protection }));
	}

	async deleteFacility(): Promise<void> {
		await this.#ask(
			'facility',
			() => this.#bridge.deleteFacility(),
			(situation) => {
				this.#ended = true;
				this.#onsituation(situation);
			},
		);
	}

	async sealForPc(key: string): Promise<void> {
		if (!this.busy) this.sealed = null;
		await this.#ask(
			'seal',
			() => this.#bridge.sealForPc({ key }),
			({ sealed }) => (this.sealed = sealed),
		);
	}

	changeUpdates(updates: UpdateSettings): Promise<boolean> {
		return this.#change('updates', () => this.#bridge.changeUpdates(updates));
	}

	/** For a section that keeps its answers itself. */
	ask<T>(part: Part, ask: () => Promise<Reply<T>>, succeed: (value: T) => void): Promise<boolean> {
		return this.#ask(part, ask, succeed);
	}

	/** When main has agreed, the program ends and starts again: nothing else is to be begun. */
	async resetThisPc(typed: string): Promise<void> {
		await this.#ask(
			'reset',
			() => this.#bridge.resetThisPc({ typed }),
			() => (this.change = null),
		);
	}

	async close(): Promise<void> {
		this.#end('closed');
		await this.#bridge.closeSettings();
	}

	#change(part: Part, ask: () => Promise<Reply<Settings>>): Promise<boolean> {
		return this.#ask(part, ask, (settings) => {
			this.change = null;
			this.#onsettings(settings);
		});
	}

	/** One call at a time; a second press while one is under way does nothing. */
	async #ask<T>(
		part: Part,
		ask: () => Promise<Reply<T>>,
		succeed: (value: T) => void,
	): Promise<boolean> {
		if (this.busy) return false;
		this.part = part;
		this.failure = null;
		this.done = false;
		this.askedAtMs = this.#now();
		const reply = await settled(this.#bridge, ask);
		this.askedAtMs = null;
		// What comes now is not for whoever is at the desk.
		if (this.#ended) return false;
		if (reply.ok) {
			this.done = true;
			succeed(reply.value);
		} else if (reply.failure.code === 'pin-required') this.#end('by-itself');
		else this.failure = reply.failure;
		return reply.ok;
	}

	/** Once, however many ways main says it. */
	#end(end: SettingsEnd): void {
		if (this.#ended) return;
		this.#ended = true;
		this.#onclose(end);
	}
}
