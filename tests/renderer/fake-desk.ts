import { createBridge, type Transport } from '../../preload/bridge.ts';
import type {
	AbdmDetails,
	Bridge,
	Call,
	Desk,
	Failure,
	Output,
	PatientFound,
	Reply,
	TrainingMessage,
} from '../../preload/contract.ts';

export const details: AbdmDetails = {
	incident: 'incident-7',
	step: 'search',
	httpStatus: 422,
	abdmCode: 'HIS-1008',
};

export const deepak: PatientFound = {
	name: 'Deepak Pant',
	abhaNumber: '43-4221-5105-6749',
	abhaAddress: 'deepak.pant@sbx',
	status: 'active',
	methods: ['mobile-otp'],
	otherMethods: ['password'],
};

export const trainingDesk: Desk = {
	facilityName: null,
	environment: 'training',
	practicePatients: [
		{ query: 'deepak.pant', shows: 'active' },
		{ query: '11112222333344', shows: 'no-address' },
	],
};

type Answers = Record<Call, () => Promise<Reply<unknown>>>;

/** Main as the renderer sees it: everything goes well until a test says otherwise. */
export class FakeDesk implements Transport {
	/** Every call that arrived, oldest first. */
	readonly asked: { call: string; input: unknown }[] = [];
	readonly bridge: Bridge = createBridge(this);

	readonly #listeners = new Map<string, ((payload: unknown) => void)[]>();
	readonly #answers: Answers = {
		getDesk: ok(trainingDesk),
		findPatient: ok(deepak),
		sendOtp: ok({ method: 'mobile-otp', sentTo: '******0903' }),
		verifyOtp: ok({
			name: deepak.name,
			abhaNumber: deepak.abhaNumber,
			abhaAddress: deepak.abhaAddress,
			tokenExpiresInSeconds: 1800,
		}),
		cancelWaiting: ok(undefined),
		endVisit: ok(undefined),
		reportProblem: ok({ incident: 'incident-9' }),
	};

	answer<C extends Call>(call: C, value: Output<C>): void {
		this.#answers[call] = ok(value);
	}

	fail(call: Call, failure: Failure): void {
		this.#answers[call] = () => Promise.resolve({ ok: false, failure });
	}

	/** As a bug in main or at the border would do. */
	throwAt(call: Call): void {
		this.#answers[call] = () => Promise.reject(new TypeError('secret words'));
	}

	/** Leaves the call without an answer until the returned function gives one. */
	hold<C extends Call>(call: C): (reply: Reply<Output<C>>) => void {
		let settle: (reply: Reply<Output<C>>) => void = () => undefined;
		const held = new Promise<Reply<Output<C>>>((resolve) => (settle = resolve));
		this.#answers[call] = () => held;
		return (reply) => {
			settle(reply);
		};
	}

	/** An SMS arrives in the training panel. */
	announce(message: TrainingMessage): void {
		const listeners = this.#listeners.get('trainingMessageArrived') ?? [];
		for (const listener of listeners) listener(structuredClone(message));
	}

	/** What a call was asked with, each time. */
	inputsOf(call: Call): unknown[] {
		return this.asked.filter((each) => each.call === call).map((each) => each.input);
	}

	// Cloned both ways, as at the real hop: what cannot be cloned cannot cross.
	async invoke(channel: string, input: readonly unknown[]): Promise<unknown> {
		this.asked.push({ call: channel, input: structuredClone(input[0]) });
		return structuredClone(await this.#answers[channel as Call]());
	}

	subscribe(channel: string, listener: (payload: unknown) => void): () => void {
		this.#listeners.set(channel, [...(this.#listeners.get(channel) ?? []), listener]);
		return () => this.#listeners.delete(channel);
	}
}

function ok<T>(value: T): () => Promise<Reply<T>> {
	return () => Promise.resolve({ ok: true, value });
}
