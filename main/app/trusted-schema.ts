/**
 * For electron-store: our schemas are constants and need not be held against the schema of schemas.
 * Compiling that one kept the window back by 50 ms at each start (`npm run bench -- startup`).
 */
export const trustedSchema = { validateSchema: false, meta: false } as const;
