import type { Bridge } from '../../preload/contract.ts';
import type { Failure } from '../../preload/contract/failure.ts';
import type { Language } from '../../preload/contract/kiosk.ts';
import type { PatientFound } from '../../preload/contract/visit.ts';
import type { Journey } from '../journey.svelte.ts';
import { settled } from '../settled.ts';
import type { Step } from '../step.ts';
import type { KioskDisplay } from './kiosk-display.svelte.ts';

/** What a person can be found by, typing. */
export type Way = 'number' | 'address' | 'mobile';

/** Where the kiosk is, as far as ABDM has no part in it. */
type Stage =
	| { name: 'attract' | 'language' | 'consent' | 'scan' | 'without' | 'thanks' | 'cleared' }
	| { name: 'identify'; way: Way };

/** Which screen stands on the kiosk, with what that screen needs and no more. */
export type KioskStep =
	| Stage
	| { name: 'confirm'; patient: PatientFound }
	| Extract<Step, { name: 'otp' | 'choose' | 'verified' }>;

interface Dependencies {
	bridge: Bridge;
	journey: Journey;
	display: KioskDisplay;
	language: { readonly code: Language; choose(code: Language): Promise<void> };
	/** What the next person finds. */
	startLanguage: Language;
}

/** How long the last words stand before the screen is cleared for the next person. */
const lastWordsMs = { thanks: 10_000, without: 20_000 } as const;

/** One person's way through the kiosk, from the attract screen back to it. */
export class KioskJourney {
	/** Why the answer about consent could not be taken. */
	consentFailure = $state.raw<Failure | null>(null);

	readonly journey: Journey;
	readonly #bridge: Bridge;
	readonly #display: KioskDisplay;
	readonly #language: Dependencies['language'];
	readonly #startLanguage: Language;

	#stage = $state.raw<Stage>({ name: 'attract' });
	/** Something is asked beside the journey; a second press meanwhile does nothing. */
	#busy = $state(false);
	/** Changes with the person: an answer for the one before belongs to nobody. */
	#turn = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** Derived from the journey where there is one, so that the two cannot disagree. */
	readonly step: KioskStep = $derived.by(() => {
		const stage = this.#stage;
		if (stage.name !== 'identify' && stage.name !== 'scan') return stage;
		const { step, failure } = this.journey;
		if (step.name === 'found') return { name: 'confirm', patient: step.patient };
		if (step.name !== 'find' && step.name !== 'number') return step;
		// The visit is gone, and the consent with it: nothing may be asked before it is given again.
		const code = failure?.failure.code;
		return code === 'visit-ended' || code === 'consent-needed' ? { name: 'consent' } : stage;
	});

	constructor({ bridge, journey, display, language, startLanguage }: Dependencies) {
		this.#bridge = bridge;
		this.journey = journey;
		this.#display = display;
		this.#language = language;
		this.#startLanguage = startLanguage;
	}

	get busy(): boolean {
		return this.#busy || this.journey.waiting !== null;
	}

	begin(): void {
		if (this.#stage.name === 'attract') this.#stage = { name: 'language' };
	}

	/** On the first screen it leads on; at any later one it changes the words and nothing else. */
	async chooseLanguage(code: Language): Promise<void> {
		const turn = this.#turn;
		try {
			await this.#language.choose(code);
		} finally {
			// Words that cannot be fetched stay as they are; nobody is to be held up by them.
			if (turn === this.#turn && this.#stage.name === 'language') this.#stage = { name: 'consent' };
		}
	}

	async answerConsent(agreed: boolean): Promise<void> {
		if (this.busy || this.step.name !== 'consent') return;
		const turn = this.#turn;
		this.#busy = true;
		this.consentFailure = null;
		const reply = await settled(this.#bridge, () =>
			this.#bridge.recordConsent({ agreed, language: this.#language.code }),
		);
		if (turn !== this.#turn) return;
		this.#busy = false;
		if (!agreed) this.#lastWords('without');
		else if (reply.ok) this.useWay('number');
		else this.consentFailure = reply.failure;
	}

	useWay(way: Way | 'scan'): void {
		if (this.busy) return;
		if (way === 'mobile') this.journey.beginWithNumber('mobile');
		else this.journey.leave();
		this.#stage = way === 'scan' ? { name: 'scan' } : { name: 'identify', way };
	}

	async find(text: string): Promise<void> {
		if (this.busy || this.step.name !== 'identify') return;
		if (this.step.way === 'mobile') {
			await this.journey.sendOtpToNumber('mobile', text);
			return;
		}
		this.journey.query = text;
		await this.journey.find();
		// The field has it; here it would only outlive it.
		this.journey.query = '';
	}

	/** A QR code was read. It says who somebody claims to be; the OTP is still needed. */
	async scan(text: string): Promise<void> {
		if (this.busy || (this.step.name !== 'identify' && this.step.name !== 'scan')) return;
		this.useWay('number');
		await this.find(text);
	}

	async sendOtp(): Promise<void> {
		if (this.step.name !== 'confirm') return;
		const { methods } = this.step.patient;
		await this.journey.sendOtp(methods.includes('mobile-otp') ? 'mobile-otp' : 'aadhaar-otp');
	}

	/** Registration goes on at the desk. */
	toRegistrationDesk(): void {
		if (this.#stage.name === 'without') return;
		void this.journey.continueWithoutAbha();
		this.#lastWords('without');
	}

	finish(): void {
		if (this.step.name !== 'verified') return;
		void this.journey.end();
		this.#lastWords('thanks');
	}

	/** Everything of this person goes, here at once and with the page that main puts in its place. */
	async startOver(): Promise<void> {
		if (this.#stage.name === 'cleared') return;
		this.#forget('cleared');
		await settled(this.#bridge, () => this.#bridge.startOver());
		// Main could not replace the page: it is clean all the same.
		if (this.step.name === 'cleared') this.#stage = { name: 'attract' };
	}

	/** Main has ended the visit, and replaces the page; until then nobody is to see anything of it. */
	visitEnded(): void {
		this.#forget('attract');
	}

	/** No timer outlives the page. */
	stop(): void {
		clearTimeout(this.#timer);
	}

	#lastWords(name: 'thanks' | 'without'): void {
		this.#stage = { name };
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.startOver(), lastWordsMs[name]);
	}

	#forget(name: 'attract' | 'cleared'): void {
		clearTimeout(this.#timer);
		this.#turn += 1;
		this.#busy = false;
		this.consentFailure = null;
		this.#stage = { name };
		this.journey.leave();
		this.#display.reset();
		void this.#language.choose(this.#startLanguage);
	}
}
