/**
 * For electron-store: our schemas are constants and need not be held against the schema of schemas,
 * and code that checks one small file need not be optimized. Both kept the window and its first
 * screen back by 100 ms at each start (`npm run bench -- startup`).
 */
export const trustedSchema = {
	validateSchema: false,
	meta: false,
	code: { optimize: false },
} as const;
