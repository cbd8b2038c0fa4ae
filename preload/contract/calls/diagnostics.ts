import type { Diagnostics, ResetReport } from '../diagnostics.ts';

/** What this PC says of itself, and the end of all that it holds. */
export interface DiagnosticsCalls {
	/** What this PC says of itself, redacted. Open to all: who needs it may have no PIN that works. */
	getDiagnostics(): Diagnostics;

	/** Makes the diagnostics anew and puts their text on the clipboard; `false`: it refused. */
	copyDiagnostics(): { copied: boolean };

	/**
	 * Removes every trace of this program from this PC: orders it, ends, and starts again as on the
	 * first day. Needs Settings open. Fails with `invalid-input`, `reset-refused`.
	 */
	resetThisPc(input: { typed: string }): void;

	/** What the reset that this start began with has removed; `null`: it began with none. */
	getResetReport(): ResetReport | null;
}
