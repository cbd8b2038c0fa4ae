import type { LogSink } from './log.ts';
import type { Redact } from './redact.ts';

/** What support has to know about this desk before it reads a line. */
export interface DeskFacts {
	version: string;
	environment: string;
	/** How the vault is protected, in the contract's words. */
	protection: string;
	platform: string;
}

export interface RecentLines {
	/** The log's second sink, beside the file. */
	keep: LogSink;
	/** The text of `Copy details`; `null` when no line of this run carries the incident. */
	detailsFor: (incident: string) => string | null;
	/** The warnings and errors among them, oldest first. */
	problems: () => readonly string[];
}

/** An incident is looked at while its screen stands; older ones are in the file. */
const maxLines = 500;

/** Kept beside them: a busy day's lines must not push the one that matters out. */
const maxProblems = 50;

/** Keeps the last lines of the log, which are redacted already, for `Copy details`. */
export function createRecentLines(facts: () => DeskFacts, redact: Redact): RecentLines {
	const recent: string[] = [];
	const problems: string[] = [];
	return {
		keep: (level, line) => {
			recent.push(line);
			if (recent.length > maxLines) recent.shift();
			if (level === 'info') return;
			problems.push(line);
			if (problems.length > maxProblems) problems.shift();
		},
		problems: () => problems,
		detailsFor: (incident) => {
			// With its quotation marks: inside another field they would be escaped.
			const lines = recent.filter((line) => line.includes(`"incident":"${incident}"`));
			if (lines.length === 0) return null;
			return redact(describeIncident({ incident, lines, facts: facts() }));
		},
	};
}

interface Incident {
	incident: string;
	lines: readonly string[];
	facts: DeskFacts;
}

/** A head that says which desk it was, and the lines below it. */
function describeIncident({ incident, lines, facts }: Incident): string {
	const { version, environment, protection, platform } = facts;
	const head = ['ABHA Desk', version, environment, protection, platform, incident].join(' · ');
	return [head, ...lines, ''].join('\n');
}
