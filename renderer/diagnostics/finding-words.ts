import {
	type Fact,
	type Finding,
	type FindingCode,
	type Trouble,
	type Verdict,
	verdicts,
} from '../../preload/contract/diagnostics.ts';
import { t } from '../i18n/words.ts';

/** A finding as the screen shows it. */
export interface FindingWords {
	verdict: Verdict;
	fact: string;
	says: string;
	/** What to do; `null`: nothing. */
	next: string | null;
}

const worstFirst: readonly Verdict[] = ['wrong', 'look', 'fine'];

/** The findings in words, what needs a person first and otherwise in main's order. */
export function findingWords(findings: readonly Finding[]): FindingWords[] {
	return findings
		.map(wordsOf)
		.toSorted((a, b) => worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict));
}

/** The worst of all. */
export function overall(findings: readonly Finding[]): Verdict {
	return (
		worstFirst.find((verdict) => findings.some(({ code }) => verdicts[code] === verdict)) ?? 'fine'
	);
}

function wordsOf({ code, values }: Finding): FindingWords {
	const [fact] = code.split('.') as [Fact];
	return {
		verdict: verdicts[code],
		fact: t(`diagnostics.fact.${fact}`),
		says: t(`diagnostics.${code}`, values),
		next: isTrouble(code) ? t(`diagnostics.next.${code}`) : null,
	};
}

function isTrouble(code: FindingCode): code is Trouble {
	return verdicts[code] !== 'fine';
}
