import type { Diagnostics, Finding } from '../../preload/contract/diagnostics.ts';
import type { Redact } from '../log/redact.ts';
import type { Facts } from './facts.ts';
import { judge } from './judge.ts';

/** Enough to see what goes wrong again and again, and little enough to be read. */
const maxProblems = 10;

/** What the diagnostics say. The only way to them leads through the redactor. */
export function createReport(facts: Facts, redact: Redact, wallNowMs: number): Diagnostics {
	return {
		at: new Date(wallNowMs).toISOString(),
		findings: judge(facts).map((finding) => redacted(finding, redact)),
		problems: facts.problems.slice(-maxProblems).map(redact),
	};
}

function redacted({ code, values }: Finding, redact: Redact): Finding {
	const entries = Object.entries(values).map(([name, value]) => [
		name,
		typeof value === 'number' ? value : redactValue(name, value, redact),
	]);
	return { code, values: Object.fromEntries(entries) as Finding['values'] };
}

/** Values that the runtime and the operating system give, and nobody types. */
const versions = ['version', 'electron', 'chromium', 'node'];

/** The redactor takes six digits for an OTP, and most versions have as many: their shape is known. */
function redactValue(name: string, value: string, redact: Redact): string {
	const number = versions.includes(name)
		? /^\d{1,5}(?:\.\d{1,5}){1,3}(?![\d.])/.exec(value)?.[0]
		: '';
	return `${number ?? ''}${redact(value.slice(number?.length ?? 0))}`;
}
