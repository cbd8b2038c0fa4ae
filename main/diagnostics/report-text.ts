import {
	type Diagnostics,
	type Fact,
	type Finding,
	type Trouble,
	type Verdict,
	verdicts,
} from '../../preload/contract/diagnostics.ts';
import { say } from './texts.ts';

/** The worst of all findings. */
export function overall({ findings }: Diagnostics): Verdict {
	const found = findings.map(({ code }) => verdicts[code]);
	return found.includes('wrong') ? 'wrong' : found.includes('look') ? 'look' : 'fine';
}

/** The report as an administrator pastes it into a mail, or reads it in a terminal. */
export function reportText(report: Diagnostics): string {
	const { findings, problems, at } = report;
	return [
		`${say('diagnostics.heading')} · ${say('diagnostics.made-at', { at })}`,
		say(`diagnostics.summary.${overall(report)}`),
		'',
		...findings.flatMap(linesOf),
		...(problems.length === 0 ? [] : ['', say('diagnostics.problems.heading'), ...problems]),
		'',
	].join('\n');
}

/** The report for a program, words included, so that nobody has to know the codes. */
export function reportJson(report: Diagnostics): string {
	const findings = report.findings.map((finding) => ({
		...finding,
		verdict: verdicts[finding.code],
		says: saysOf(finding),
		next: nextOf(finding),
	}));
	return `${JSON.stringify({ ...report, verdict: overall(report), findings }, null, '\t')}\n`;
}

function linesOf(finding: Finding): string[] {
	const [fact] = finding.code.split('.') as [Fact];
	const verdict = say(`diagnostics.verdict.${verdicts[finding.code]}`);
	const next = nextOf(finding);
	return [
		`[${verdict}] ${say(`diagnostics.fact.${fact}`)}: ${saysOf(finding)}`,
		...(next === null ? [] : [`  ${say('diagnostics.what-to-do', { next })}`]),
	];
}

function saysOf({ code, values }: Finding): string {
	return say(`diagnostics.${code}`, values);
}

function nextOf({ code }: Finding): string | null {
	return isTrouble(code) ? say(`diagnostics.next.${code}`) : null;
}

function isTrouble(code: Finding['code']): code is Trouble {
	return verdicts[code] !== 'fine';
}
