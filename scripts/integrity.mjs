import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

import { Refusal } from './refusal.mjs';

/**
 * Refuses a file that is not, byte for byte, the one that we once looked at.
 *
 * @param {string} file
 * @param {string} expected in npm's notation: `sha512-<base64>`
 */
export async function refuseWrongIntegrity(file, expected) {
	const hash = createHash('sha512');
	await pipeline(createReadStream(file), hash);
	const actual = `sha512-${hash.digest('base64')}`;
	if (actual === expected) return;
	throw new Refusal(
		`${path.basename(file)} is not the file that was expected, so it is not used: run the same command again, and if this repeats, ask who runs your npm registry.\n` +
			`  expected ${expected}\n  got      ${actual}`,
	);
}
