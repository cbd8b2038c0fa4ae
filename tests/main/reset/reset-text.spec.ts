import { describe, expect, it } from 'vitest';

import { partsInOrder } from '../../../main/reset/profile-contents.ts';
import { resetText } from '../../../main/reset/reset-text.ts';

describe('resetText', () => {
	it('says what was removed, in how many files, and that nothing was overwritten', () => {
		const removed = partsInOrder.map((part, index) => ({ part, count: index + 1 }));
		const text = resetText({ removed, left: [] });
		expect(text).toMatch(/^This PC is reset\.\n {2}Vault, with its earlier copies: 1\n/);
		expect(text.split('\n').filter((line) => line.startsWith('  '))).toHaveLength(
			partsInOrder.length,
		);
		expect(text).toContain('not overwritten');
		expect(text).not.toMatch(/reset\.[a-z]|\{\{/);
	});

	it('says what is left, and why', () => {
		const text = resetText({
			removed: [{ part: 'vault', count: 2 }],
			left: [
				{ why: 'refused', part: 'browser', count: 3 },
				{ why: 'strangers', count: 4 },
				{ why: 'keyring-shared' },
				{ why: 'keyring-not-reached' },
			],
		});
		expect(text).toMatch(/^This PC is reset, but for what is named below\./);
		expect(text).toContain("refused: The window's caches and settings: 3");
		expect(text).toContain('did not make them: 4');
		expect(text).not.toMatch(/reset\.(?:left|part)|\{\{/);
	});

	it('says that there was nothing', () => {
		expect(resetText({ removed: [], left: [] })).toBe(
			'This PC is reset.\nThere was nothing to remove.\n',
		);
	});
});
