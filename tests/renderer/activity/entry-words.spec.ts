import { describe, expect, it } from 'vitest';
import { byWords, eventWords } from '../../../renderer/activity/entry-words.ts';
import { entry } from './invented-activity.ts';

describe('The words of an entry', () => {
	it('say why something failed, in words', () => {
		expect(eventWords(entry({ event: 'failed', detail: 'abha-not-found' }))).toBe(
			'Failed: no ABHA found',
		);
	});

	it('say why a visit ended', () => {
		expect(eventWords(entry({ event: 'visit-ended', detail: 'idle' }))).toBe(
			'Visit ended: nobody was at the desk',
		);
	});

	it('say how many entries are missing', () => {
		expect(eventWords(entry({ event: 'gap', detail: '1200' }))).toBe(
			'Activity log could not be written: 1,200 entries',
		);
	});

	it('write the version of an update as it is written elsewhere', () => {
		expect(eventWords(entry({ event: 'update-begun', detail: 'v0-12-3' }))).toBe(
			'Installation of an update begun: 0.12.3',
		);
	});

	it.each(['of-another-version', 'constructor'])('show "%s" as it stands', (detail) => {
		expect(eventWords(entry({ event: 'failed', detail }))).toBe(`Failed: ${detail}`);
	});

	it.each([
		['Asha', 'Reception 1', 'Asha, Reception 1'],
		['Asha', null, 'Asha'],
		[null, 'Reception 1', 'Reception 1'],
		[null, null, ''],
	])('name who was there: %s at %s', (operator, desk, words) => {
		expect(byWords(entry({ operator, desk }))).toBe(words);
	});
});
