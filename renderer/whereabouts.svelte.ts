import type { Bridge } from '../preload/contract.ts';
import type { Settings, SetUpOptions, Situation } from '../preload/contract/administration.ts';
import type { Failure } from '../preload/contract/failure.ts';
import type { Language } from '../preload/contract/kiosk.ts';
import type { DeskState } from './desk-state.ts';
import { language } from './i18n/language.svelte.ts';
import { fileProblem } from './problem.ts';
import type { SettingsEnd } from './settings/settings-session.svelte.ts';
import { settled } from './settled.ts';

/** What stands in the desk's place, if anything does. */
export type Place =
	| { name: 'desk' | 'pin' | 'settings' | 'activity' | 'diagnostics' }
	| { name: 'set-up' | 'replace'; options: SetUpOptions };

/** Where a person is on this PC: at the desk, before its vault, or in what only administrators see. */
export class Whereabouts {
	/** As main last said; until it has said anything, nothing is open. */
	situation = $state.raw<Situation>({ state: 'locked' });
	/** Another desk is another page: nothing of the one before may stay on it. */
	desks = $state(0);
	place = $state.raw<Place>({ name: 'desk' });
	/** While the administrator is here. */
	settings = $state.raw<Settings | null>(null);

	readonly #bridge: Bridge;
	readonly #state: DeskState;
	/** Why the last way led nowhere, and at which visit: the next patient is not to be told. */
	#refused = $state.raw<{ failure: Failure; visit: number } | null>(null);
	#isAsking = false;

	constructor(bridge: Bridge, state: DeskState) {
		this.#bridge = bridge;
		this.#state = state;
		// Never unsubscribed: this lives as long as the page.
		bridge.on('settingsClosed', () => {
			// What was typed there goes with it, secrets and all.
			if (this.place.name === 'replace') void this.close('by-itself');
			// Diagnostics are open to all and stay; behind them nothing is.
			if (this.place.name === 'diagnostics') this.settings = null;
		});
		bridge.on('diagnosticsAsked', () => {
			this.askForDiagnostics();
		});
		bridge.on('visitEnded', () => {
			if (this.place.name === 'set-up' || this.place.name === 'pin') void this.refresh();
		});
	}

	/** What to say of it, until the next visit begins. */
	get refusal(): Failure | null {
		const { journey } = this.#state;
		return this.#refused?.visit === journey.visit ? this.#refused.failure : null;
	}

	show(next: Situation): void {
		this.situation = next;
		this.settings = null;
		this.desks += 1;
		this.#state.logWriting.forget();
		this.place = { name: 'desk' };
		if (next.state !== 'ready') return;
		this.#state.gateway.set(next.desk.gateway);
		void this.#speak(next.desk.language);
	}

	async beginSetUp(name: 'set-up' | 'replace'): Promise<void> {
		if (this.#isAsking) return;
		this.#isAsking = true;
		const reply = await settled(this.#bridge, () => this.#bridge.getSetUpOptions());
		this.#isAsking = false;
		if (reply.ok) this.#leaveDesk({ name, options: reply.value });
		else this.#refuse(reply.failure);
	}

	askForSettings(): void {
		if (this.situation.state !== 'ready') return;
		if (this.situation.desk.environment === 'training') void this.beginSetUp('set-up');
		else this.#leaveDesk({ name: 'pin' });
	}

	/** From the menu, from the desk or from what stands before it; a kiosk's patients have no menu. */
	askForDiagnostics(): void {
		const isKiosk = this.situation.state === 'ready' && this.situation.desk.kiosk !== null;
		const isOpenHere = this.place.name === 'desk' || this.place.name === 'pin';
		if (isOpenHere && !isKiosk) this.#leaveDesk({ name: 'diagnostics' });
	}

	/** Out of the diagnostics, to where they were opened. */
	async leaveDiagnostics(): Promise<void> {
		if (this.settings === null) await this.refresh();
		else this.goTo('settings');
	}

	openSettings(settings: Settings): void {
		this.settings = settings;
		this.place = { name: 'settings' };
	}

	goTo(name: 'desk' | 'settings' | 'activity' | 'diagnostics'): void {
		this.place = { name };
	}

	/** Out of set-up without a change; the administrator's session ends with it. */
	async cancel(): Promise<void> {
		if (this.place.name === 'replace') await this.#bridge.closeSettings();
		await this.refresh();
	}

	async close(end: SettingsEnd): Promise<void> {
		await this.refresh();
		if (end === 'by-itself') this.#refuse({ code: 'pin-required' });
	}

	async refresh(): Promise<void> {
		const reply = await settled(this.#bridge, () => this.#bridge.getSituation());
		if (reply.ok) this.show(reply.value);
		else this.goTo('desk');
	}

	/** The patient goes first: Settings must not stand beside anybody. */
	#leaveDesk(next: Place): void {
		void this.#state.journey.end();
		this.#refused = null;
		// What administrators read is in English.
		void this.#speak('en');
		this.place = next;
	}

	async #speak(code: Language): Promise<void> {
		try {
			await language.choose(code);
		} catch (error) {
			// The words that stand there stay; a screen without its language is better than none.
			await fileProblem(this.#bridge, 'error', error);
		}
	}

	#refuse(failure: Failure): void {
		this.#refused = { failure, visit: this.#state.journey.visit };
	}
}
