import type { ResetLeft, ResetReport } from '../../preload/contract/diagnostics.ts';
import { say } from '../diagnostics/texts.ts';

/** What was removed and what was not, as a terminal shows it. */
export function resetText({ removed, left }: ResetReport): string {
	const parts = removed.map(({ part, count }) => `  ${say(`reset.part.${part}`, { count })}`);
	const hasTrouble = left.some(({ why }) => why === 'refused');
	return [
		say(hasTrouble ? 'reset.done-but' : 'reset.done'),
		...(parts.length === 0 ? [say('reset.nothing')] : parts),
		...left.map(wordsOf),
		...(parts.length === 0 ? [] : [say('reset.no-overwriting')]),
		'',
	].join('\n');
}

function wordsOf(left: ResetLeft): string {
	switch (left.why) {
		case 'refused': {
			const part = say(`reset.part.${left.part}`, { count: left.count });
			return say('reset.left.refused', { part });
		}
		case 'strangers':
			return say('reset.left.strangers', { count: left.count });
		case 'keyring-shared':
		case 'keyring-not-reached':
			return say(`reset.left.${left.why}`);
	}
}
