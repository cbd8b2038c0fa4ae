import { describe, expect, it } from 'vitest';
import type { LogFinding, LogReport } from '../../../preload/contract/administration.ts';
import { findingWords, summary } from '../../../renderer/activity/report-words.ts';

function finding(changes: Partial<LogFinding> = {}): LogFinding {
	return { kind: 'edited', month: '2026-11', line: null, count: null, ...changes };
}

function report(...findings: LogFinding[]): LogReport {
	return { entries: 1234, from: '2026-11-03T06:30:00.000Z', findings };
}

describe('The words of a report', () => {
	it.each(['edited', 'removed', 'reordered', 'added', 'cut-off', 'replaced'] as const)(
		'are an alarm for what was %s, even beside what is harmless',
		(kind) => {
			expect(summary(report(finding({ kind: 'torn' }), finding({ kind })))).toEqual({
				words: 'The log is not as it was written. 1,234 entries were read, and this was found:',
				isChanged: true,
			});
		},
	);

	it.each(['torn', 'gap', 'not-readable', 'not-anchored'] as const)(
		'are no alarm for %s, but say it',
		(kind) => {
			expect(summary(report(finding({ kind })))).toEqual({
				words: 'No change was found in 1,234 entries. But note:',
				isChanged: false,
			});
		},
	);

	it('speak of one entry as of one', () => {
		expect(summary({ ...report(), entries: 1 }).words).toBe(
			'Nothing was changed: 1 entry since 3 November 2026.',
		);
	});

	it('group a large number as India does', () => {
		expect(summary({ ...report(), entries: 1_234_567 }).words).toContain('12,34,567 entries');
	});
});

describe('The words of a finding', () => {
	it('call what a power cut leaves harmless', () => {
		expect(findingWords(finding({ kind: 'torn', line: 1204 }))).toMatch(
			/^November 2026, line 1,204: the last line is incomplete.*power cut.*harmless$/,
		);
	});

	it('say how many entries are concerned, where that is known', () => {
		expect(findingWords(finding({ kind: 'removed', count: 3 }))).toMatch(
			/^November 2026: .* \(3 entries\)$/,
		);
	});

	it('speak of the log as a whole where it is about no month', () => {
		expect(findingWords(finding({ kind: 'replaced', month: null }))).toMatch(
			/^The log as a whole: /,
		);
	});
});
