import type { LogFinding, LogReport } from '../../preload/contract/administration.ts';
import { t } from '../i18n/words.ts';
import { dayWords } from '../settings/day-words.ts';
import { entriesWords } from './entry-words.ts';
import { figure, monthWords } from './figures.ts';

/** Which findings mean that the log is not as it was written. */
const isChange: Record<LogFinding['kind'], boolean> = {
	edited: true,
	removed: true,
	reordered: true,
	added: true,
	'cut-off': true,
	replaced: true,
	torn: false,
	gap: false,
	'not-readable': false,
	'not-anchored': false,
};

/** The whole report in one sentence, and whether it is one to worry about. */
export function summary({ entries, from, findings }: LogReport): {
	words: string;
	isChanged: boolean;
} {
	const counted = { count: entries, number: figure(entries) };
	if (findings.some(({ kind }) => isChange[kind])) {
		return { words: t('activity.check.changed', counted), isChanged: true };
	}
	if (findings.length > 0) return { words: t('activity.check.noted', counted), isChanged: false };
	return {
		words:
			from === null
				? t('activity.check.empty')
				: t('activity.check.clean', { ...counted, date: dayWords(from) }),
		isChanged: false,
	};
}

/** Where, what, what it means, and how many entries are concerned. */
export function findingWords({ kind, month, line, count }: LogFinding): string {
	const values = { place: place(month, line), what: t(`activity.finding.what.${kind}`) };
	return count === null
		? t('activity.finding.in-one', values)
		: t('activity.finding.in-one-counted', { ...values, entries: entriesWords(count) });
}

function place(month: string | null, line: number | null): string {
	if (month === null) return t('activity.finding.place.whole');
	return line === null
		? monthWords(month)
		: t('activity.finding.place.line', { month: monthWords(month), line: figure(line) });
}
