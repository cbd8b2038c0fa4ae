import type { Dialect } from '../../main/abdm/dialect.ts';

/** A dialect with headers of its own, so that a test sees where they arrive. */
export const plainDialect: Dialect = {
	generation: 'v1v2',
	sessionHeaders: () => ({ 'X-Test-Session': 'yes' }),
	callHeaders: (token) => ({ Authorization: `Bearer ${token.reveal()}`, 'X-HIP-ID': 'HIP' }),
};
