import { z } from 'zod';

import type { Flavour } from './facts.ts';

const packaged = z.object({ abhaDeskFlavour: z.enum(['release', 'test']) });

/** Of the program's own package.json, where packaging writes it; anything else is no package. */
export function flavourOf(packageJson: string | null): Flavour {
	try {
		return packaged.parse(JSON.parse(packageJson ?? '')).abhaDeskFlavour;
	} catch {
		return 'development';
	}
}
