import { describe, expect, it } from 'vitest';

import { AppError } from '../../main/failure.ts';

describe('AppError', () => {
	it('carries the failure and says no more than its code', () => {
		const failure = { code: 'internal', incident: 'KTQF-ZMWP' } as const;
		const error = new AppError(failure);
		expect(error.failure).toBe(failure);
		expect(String(error)).toBe('AppError: internal');
	});

	it('keeps what it came from, for the log', () => {
		const cause = new Error('socket hang up');
		expect(new AppError({ code: 'cancelled' }, { cause }).cause).toBe(cause);
	});
});
