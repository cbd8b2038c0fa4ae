import type { Bridge } from '../../preload/contract.ts';
import type {
	Activity,
	ActivityGroup,
	ActivityQuery,
	LogReport,
} from '../../preload/contract/administration.ts';
import type { Failure } from '../../preload/contract/failure.ts';
import { Question } from '../question.svelte.ts';
import { settled } from '../settled.ts';

/** How many entries main gives at once. */
const pageLength = 50;

/** The activity log as an administrator looks through it. */
export class ActivityLog {
	/** What was asked for last; the answer may still be on its way. */
	query = $state.raw<ActivityQuery>({ month: null, group: null, offset: 0 });
	/** The last answer and how many newer entries there are; stays while the next is on its way. */
	shown = $state.raw<{ page: Activity; offset: number } | null>(null);
	failure = $state.raw<Failure | null>(null);
	/** By the clock that was given; `null`: nothing is being read. */
	askedAtMs = $state<number | null>(null);
	readonly report: Question<LogReport>;
	readonly exported: Question<{ saved: boolean }>;

	readonly #bridge: Bridge;
	readonly #now: () => number;
	readonly #onclosed: () => void;
	/** Counts what was asked: only the newest answer counts. */
	#turn = 0;
	#ended = false;

	constructor(bridge: Bridge, now: () => number, onclosed: () => void) {
		this.#bridge = bridge;
		this.#now = now;
		this.#onclosed = onclosed;
		this.report = new Question(bridge, now);
		this.exported = new Question(bridge, now);
	}

	get hasNewer(): boolean {
		return this.shown !== null && this.shown.offset > 0;
	}

	get hasOlder(): boolean {
		return this.shown !== null && this.#offset + pageLength < this.shown.page.total;
	}

	get #offset(): number {
		return this.shown?.offset ?? 0;
	}

	/** Begins to read and to listen. Returns the function that stops both. */
	open(): () => void {
		const stop = this.#bridge.on('settingsClosed', () => {
			this.#closed();
		});
		void this.readAgain();
		return () => {
			stop();
			this.#turn += 1;
			this.report.forget();
			this.exported.forget();
		};
	}

	showMonth(month: string): Promise<void> {
		return this.#read({ ...this.query, month, offset: 0 });
	}

	showGroup(group: ActivityGroup | null): Promise<void> {
		return this.#read({ ...this.query, group, offset: 0 });
	}

	older(): Promise<void> {
		return this.#read({ ...this.query, offset: this.#offset + pageLength });
	}

	newer(): Promise<void> {
		return this.#read({ ...this.query, offset: Math.max(0, this.#offset - pageLength) });
	}

	readAgain(): Promise<void> {
		return this.#read(this.query);
	}

	async check(): Promise<void> {
		await this.report.ask(() => this.#bridge.checkLog());
		this.#mind(this.report.failure);
	}

	/** Of the month that is shown, or of all; always of the kind that is shown. */
	async export(format: 'csv' | 'json-lines', allMonths: boolean): Promise<void> {
		const { group } = this.query;
		const month = allMonths ? null : (this.shown?.page.month ?? null);
		await this.exported.ask(() => this.#bridge.exportActivity({ format, month, group }));
		this.#mind(this.exported.failure);
	}

	async #read(query: ActivityQuery): Promise<void> {
		const turn = (this.#turn += 1);
		this.query = query;
		this.failure = null;
		this.askedAtMs = this.#now();
		const reply = await settled(this.#bridge, () => this.#bridge.getActivity(query));
		if (turn !== this.#turn) return;
		this.askedAtMs = null;
		if (reply.ok) this.shown = { page: reply.value, offset: query.offset };
		else this.failure = reply.failure;
		this.#mind(this.failure);
	}

	#mind(failure: Failure | null): void {
		if (failure?.code === 'pin-required') this.#closed();
	}

	/** Once, however many ways main says it. */
	#closed(): void {
		if (this.#ended) return;
		this.#ended = true;
		this.#onclosed();
	}
}
