import { cpSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';

import { flavours, unpackedFolder } from '../../scripts/packaging/flavours.mjs';

/** The packages that `npm run package -- --dir` made: for Playwright, and as a clinic gets it. */
export type Flavour = 'test' | 'hard';

/** With the release's fuses; round the test runtime it is called a rehearsal. */
function hardFlavour(): 'release' | 'rehearsal' {
	return existsSync(unpackedFolder('release')) ? 'release' : 'rehearsal';
}

export function folderOf(flavour: Flavour): string {
	return unpackedFolder(flavour === 'test' ? 'test' : hardFlavour());
}

export function executableOf(flavour: Flavour, folder = folderOf(flavour)): string {
	return join(folder, flavours[flavour === 'test' ? 'test' : hardFlavour()].executableName);
}

/** A copy that an ordinary user can reach and may not change, as in `/opt`. Returns the executable. */
export function installIn(folder: string, flavour: Flavour): string {
	const installed = join(folder, basename(folderOf(flavour)));
	cpSync(folderOf(flavour), installed, { recursive: true });
	return executableOf(flavour, installed);
}
