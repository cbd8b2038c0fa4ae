import type { Bridge } from '../../preload/contract.ts';
import type {
	FacilityShown,
	KeyringName,
	Protection,
	ProtectionChoice,
	SetUpOptions,
	Situation,
} from '../../preload/contract/administration.ts';
import type { ConnectionReport } from '../../preload/contract/desk.ts';
import type { Failure, InputProblem } from '../../preload/contract/failure.ts';
import { inputWords } from '../i18n/input-words.ts';
import { t } from '../i18n/words.ts';
import { Question } from '../question.svelte.ts';
import {
	draftOf,
	type FacilityDraft,
	type FacilitySecrets,
	formOf,
	missingIn,
} from './facility-draft.ts';

export type SetUpStep = 'facility' | 'protection' | 'pin' | 'sealed';

/** What is wrong with a field; that two are not the same is seen here, as main gets but one. */
type Problem = InputProblem | { field: 'passphraseAgain' | 'pinAgain'; problem: 'differs' };

/** What is typed and must not be seen. It is read out of the fields for each call, and never kept. */
export interface SetUpSecrets extends FacilitySecrets {
	passphrase: string;
	passphraseAgain: string;
	pin: string;
	pinAgain: string;
}

interface Beginning {
	bridge: Bridge;
	now: () => number;
	/** `replace`: of a desk that is set up the facility alone changes. */
	mode: 'first' | 'replace';
	options: SetUpOptions;
	secrets: {
		read: () => SetUpSecrets;
		/** They have been used, or nobody wants them any more. */
		clear: () => void;
	};
	onsituation: (situation: Situation) => void;
}

/** A failure that no field is to blame for; the rest stands beside a field. */
export function withoutField(failure: Failure | null): Failure | null {
	return failure?.code === 'invalid-input' && failure.problem.field !== 'call' ? null : failure;
}

const typedWay: readonly SetUpStep[] = ['facility', 'protection', 'pin'];
/** As main asks for; said here already, because main is asked a step later. */
const shortestPassphrase = 10;

/** The set-up of a desk while it is typed. Nothing of it is stored before the last step. */
export class SetUp {
	readonly draft: FacilityDraft;
	/** Not where a vault waits to be opened: making a key would put it aside. */
	readonly takesSealedFile: boolean;
	deskName = $state('');
	/** What is chosen where no keyring protects. */
	method = $state<'passphrase' | 'memory'>('passphrase');
	/** What a vault on this PC is protected by already; then there is nothing to choose. */
	standing = $state.raw<Protection | null>(null);
	keyring = $state<KeyringName | null>(null);
	/** The steps of the way that was taken, typed or by a sealed file. */
	steps = $state.raw<readonly SetUpStep[]>(['facility']);
	step = $state<SetUpStep>('facility');
	problem = $state.raw<Problem | null>(null);

	readonly mode: Beginning['mode'];
	readonly stored: FacilityShown | null;
	readonly check: Question<ConnectionReport>;
	readonly save: Question<Situation>;
	readonly pcKey: Question<{ key: string }>;
	readonly sealedFile: Question<Situation>;

	readonly #bridge: Bridge;
	readonly #secrets: Beginning['secrets'];
	readonly #onsituation: Beginning['onsituation'];

	constructor({ bridge, now, mode, options, secrets, onsituation }: Beginning) {
		this.mode = mode;
		this.stored = options.facility;
		this.draft = $state(draftOf(options.facility));
		this.standing = options.protection;
		this.keyring = options.keyring;
		this.takesSealedFile = mode === 'first' && !options.hasUnopenedVault;
		if (mode === 'first') this.steps = typedWay;
		this.check = new Question(bridge, now);
		this.save = new Question(bridge, now);
		this.pcKey = new Question(bridge, now);
		this.sealedFile = new Question(bridge, now);
		this.#bridge = bridge;
		this.#secrets = secrets;
		this.#onsituation = onsituation;
	}

	get choosesProtection(): boolean {
		return this.standing === null && this.keyring === null;
	}

	/** Why the last step was refused, where no field is to blame. */
	get failure(): Failure | null {
		return withoutField(this.save.failure ?? this.pcKey.failure);
	}

	errorOf(field: Problem['field']): string | null {
		if (this.problem?.field !== field) return null;
		return this.problem.problem === 'differs'
			? t(`set-up.error.${this.problem.field}`)
			: inputWords(this.problem);
	}

	/** What was checked is no longer what stands there. */
	edited(): void {
		this.check.forget();
	}

	async checkConnection(): Promise<void> {
		if (this.check.open) return;
		this.problem = null;
		await this.check.ask(() => this.#bridge.checkFacility(this.#facility()));
		this.#heed(this.check.failure);
	}

	/** On to the next step, or, from the last one, the end. */
	async next(): Promise<void> {
		if (this.save.open) return;
		this.#forgetFailures();
		this.problem = this.#missingHere();
		if (this.problem !== null) return;
		const next = this.steps[this.steps.indexOf(this.step) + 1];
		if (next === undefined) await this.#finish();
		else this.#goTo(next);
	}

	back(): void {
		if (this.save.open) return;
		const before = this.steps[this.steps.indexOf(this.step) - 1];
		if (before === undefined) this.steps = typedWay;
		this.#goTo(before ?? 'facility');
	}

	useSealedFile(): void {
		this.steps = this.choosesProtection ? ['protection', 'sealed'] : ['sealed'];
		this.#goTo(this.choosesProtection ? 'protection' : 'sealed');
	}

	/** Main keeps the key in the vault: the first call makes one, protected as was chosen. */
	async askPcKey(): Promise<void> {
		if (this.pcKey.open) return;
		const protection = this.#protection();
		await this.pcKey.ask(() => this.#bridge.getPcKey({ protection }));
		if (this.pcKey.failure === null) this.standing ??= this.#standingWith(protection);
		else this.#heed(this.pcKey.failure);
	}

	async openSealedFile(): Promise<void> {
		if (this.sealedFile.open) return;
		await this.sealedFile.ask(() => this.#bridge.openSealedFile());
		const situation = this.sealedFile.answer;
		if (this.sealedFile.failure !== null || situation === null) return;
		// Without a file that waits the person has chosen none, and is not done here.
		if (situation.state === 'ready' && situation.desk.provision !== null) this.#end(situation);
	}

	async #finish(): Promise<void> {
		const secrets = this.#secrets.read();
		await this.save.ask(() =>
			this.mode === 'replace'
				? this.#bridge.replaceFacility(this.#facility())
				: this.#bridge.setUp({
						facility: this.#facility(),
						deskName: this.deskName,
						pin: secrets.pin,
						protection: this.#protection(),
					}),
		);
		const { answer, failure } = this.save;
		if (failure !== null) this.#heed(failure);
		else if (answer !== null) this.#end(answer);
	}

	#end(situation: Situation): void {
		this.#secrets.clear();
		this.#onsituation(situation);
	}

	/** Brings the person to what was refused. */
	#heed(failure: Failure | null): void {
		if (failure?.code === 'keyring-not-strong' && this.mode === 'first') {
			// There was one when this screen came, and there is none now.
			this.keyring = null;
			this.standing = null;
			if (this.steps.includes('sealed')) this.steps = ['protection', 'sealed'];
			this.step = 'protection';
		} else if (failure?.code === 'invalid-input' && failure.problem.field !== 'call') {
			const { field } = failure.problem;
			// Main wants a passphrase even though a vault stands: then there is one to be chosen.
			if (field === 'passphrase') this.standing = null;
			this.step = field === 'passphrase' ? 'protection' : field === 'pin' ? 'pin' : 'facility';
			this.problem = failure.problem;
		}
	}

	#goTo(step: SetUpStep): void {
		this.#forgetFailures();
		this.problem = null;
		this.step = step;
	}

	/** They belong to the step where they are said. A key that is being made is still waited for. */
	#forgetFailures(): void {
		this.save.forget();
		if (!this.pcKey.open) this.pcKey.forget();
	}

	/** What can be said of this step before main is asked. */
	#missingHere(): Problem | null {
		if (this.step === 'facility') return missingIn(this.#facility());
		const { passphrase, passphraseAgain, pin, pinAgain } = this.#secrets.read();
		if (this.step === 'pin') {
			if (pin === '') return { field: 'pin', problem: 'missing' };
			return pin === pinAgain ? null : { field: 'pinAgain', problem: 'differs' };
		}
		if (!this.choosesProtection || this.method === 'memory') return null;
		if (passphrase === '') return { field: 'passphrase', problem: 'missing' };
		if (passphrase.length < shortestPassphrase) {
			return { field: 'passphrase', problem: 'too-short' };
		}
		return passphrase === passphraseAgain ? null : { field: 'passphraseAgain', problem: 'differs' };
	}

	#facility() {
		return formOf(this.draft, this.#secrets.read(), this.stored);
	}

	/** As it was chosen; where a vault stands main goes by that, and this says the same. */
	#protection(): ProtectionChoice {
		const method = this.standing?.method ?? (this.keyring === null ? this.method : 'keyring');
		return method === 'passphrase'
			? { method, passphrase: this.#secrets.read().passphrase }
			: { method };
	}

	#standingWith({ method }: ProtectionChoice): Protection {
		return method === 'keyring' ? { method, keyring: this.keyring ?? 'other' } : { method };
	}
}
