import type { ConnectionReport } from '../../preload/contract/desk.ts';
import type { Diagnostics } from '../../preload/contract/diagnostics.ts';
import type { Clock } from '../clock.ts';
import type { Redact } from '../log/redact.ts';
import type { Facts } from './facts.ts';

export interface DiagnosticsDeskOptions {
	clock: Clock;
	redact: Redact;
	/** Gathers what is true now; the clock's part is kept here, because it takes a whole run. */
	collect: (clockFacts: Facts['clock']) => Promise<Facts>;
	copyText: (text: string) => Promise<boolean>;
}

/** The diagnostics of a desk that runs. Nothing of it is loaded before somebody asks. */
export class DiagnosticsDesk {
	readonly #options: DiagnosticsDeskOptions;
	readonly #startedAtMs: number;
	readonly #startedAtWallMs: number;
	#aheadSeconds: number | null = null;

	constructor(options: DiagnosticsDeskOptions) {
		this.#options = options;
		this.#startedAtMs = options.clock.nowMs();
		this.#startedAtWallMs = options.clock.wallNowMs();
	}

	/** Remembers what a check of the connection has found out about this computer's clock. */
	noted(report: ConnectionReport): ConnectionReport {
		const step = report.steps.find(({ clockAheadSeconds }) => clockAheadSeconds !== null);
		if (step !== undefined) this.#aheadSeconds = step.clockAheadSeconds;
		return report;
	}

	async report(): Promise<Diagnostics> {
		const { clock, redact, collect } = this.#options;
		const { createReport } = await import('./report.ts');
		const jumpedMs =
			clock.wallNowMs() - this.#startedAtWallMs - (clock.nowMs() - this.#startedAtMs);
		const facts = await collect({ aheadSeconds: this.#aheadSeconds, jumpedMs });
		return createReport(facts, redact, clock.wallNowMs());
	}

	/** Puts the report where the person can paste it; `false`: the clipboard refused. */
	async copy(): Promise<boolean> {
		const { reportText } = await import('./report-text.ts');
		return this.#options.copyText(reportText(await this.report()));
	}
}
