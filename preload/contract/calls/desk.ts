import type { Situation } from '../administration.ts';
import type { ConnectionReport, Generation, ProblemFiled, ProblemReport } from '../desk.ts';

/** What this desk is, and what it needs beside any visit. */
export interface DeskCalls {
	/** What this desk is. Asked once when the renderer starts, after it listens to the events. */
	getSituation(): Situation;

	/** Goes through DNS, TLS, clock, session and certificate, and says which step fails. */
	checkConnection(): ConnectionReport;

	/** Ends the pause after refused credentials (see `GatewayState`); the next call asks again. */
	tryGatewayNow(): void;

	/** Training only: which generation of ABDM's API to practise with. Ends the visit. */
	setTrainingGeneration(input: { generation: Generation }): Situation;

	/** A person is at the desk: pointer or keys. Said at most every few seconds; puts off `visitEnded`. */
	stillHere(): void;

	/** Whether the scan screen is open: only then may the page have the camera. */
	setScanning(input: { isOn: boolean }): void;

	/** The page is alive. Said every second; a page that falls silent is replaced. */
	heartbeat(): void;

	/** Files a fault of the renderer in main's log, without personal data. */
	reportProblem(input: ProblemReport): ProblemFiled;

	/**
	 * Puts the log's lines of this incident, redacted, with version and environment, on the clipboard.
	 * `false`: the log has none, or the clipboard refused.
	 */
	copyDetails(input: { incident: string }): { copied: boolean };
}
