function leftOut(): never {
	throw new Error('Left out of the bundle, see main/vite.config.ts');
}

/**
 * Stands in the bundle for parts of libraries that are imported but never called by what we use of
 * them. A new version that does call one fails at the first start of any test, and says so.
 */
// eslint-disable-next-line import-x/no-default-export -- as those libraries export
export default leftOut;

/** As electron-store's library names the checker of JSON schemas. */
export const Ajv2020 = leftOut;
