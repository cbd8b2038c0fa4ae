import { open } from 'node:fs/promises';
import { join } from 'node:path';

import { AppError } from '../failure.ts';
import { markerName } from './profile-contents.ts';
import { type ProfileToReset, whyNotReset } from './reset-profile.ts';

/**
 * Leaves the order for a reset in the profile, where the next start finds it (main/app/finish-reset.ts).
 * An order, because what Chromium has open cannot go while it runs; a file, because it holds over a
 * power cut. Throws `reset-refused`.
 */
export async function orderReset(profile: ProfileToReset): Promise<void> {
	const reason = await whyNotReset(profile);
	if (reason !== null) throw new AppError({ code: 'reset-refused', reason });
	try {
		// `wx`: never through a link that somebody else put there.
		const file = await open(join(profile.folder, markerName), 'wx', 0o600);
		await file.sync().finally(() => file.close());
	} catch (error) {
		// An order stands already.
		if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
		throw new AppError({ code: 'reset-refused', reason: 'not-writable' }, { cause: error });
	}
}
