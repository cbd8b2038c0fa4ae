import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { ResetReport } from '../../preload/contract/diagnostics.ts';
import { markerName } from '../reset/profile-contents.ts';

/**
 * Does the reset that Settings ordered before the last end, whatever came in between. Before anything
 * of this profile is opened, and while this process is the only one in it. `null`: none was ordered.
 */
export async function finishReset(folder: string): Promise<ResetReport | null> {
	if (!existsSync(join(folder, markerName))) return null;
	const { resetAtStart } = await import('./reset.ts');
	return resetAtStart(folder);
}
