import { expect, it } from 'vitest';
import { sizeWords } from '../../../renderer/settings/size-words.ts';

it('says a size in the unit that people read', () => {
	expect(sizeWords(0)).toBe('0 kB');
	expect(sizeWords(999_499)).toBe('999.5 kB');
	expect(sizeWords(84_310_000)).toBe('84.3 MB');
});
