import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Which package this is (scripts/packaging/flavours.mjs); `development`: none, it was started from
 * its sources.
 */
export type Flavour = 'release' | 'test' | 'rehearsal' | 'development';

const packed: readonly unknown[] = ['release', 'test', 'rehearsal'] satisfies Flavour[];

/** What the packer wrote into the program's own package.json, inside the archive. */
export function readFlavour(programFolder: string): Flavour {
	const text = readFileSync(join(programFolder, 'package.json'), 'utf8');
	const { abhaDeskFlavour } = JSON.parse(text) as { abhaDeskFlavour?: unknown };
	return packed.includes(abhaDeskFlavour) ? (abhaDeskFlavour as Flavour) : 'development';
}

/**
 * The program's name, by which also its profile and its key in the keyring go. Packages that are no
 * release have others, so that they never meet a clinic's vault.
 */
export function programName(flavour: Flavour): string {
	switch (flavour) {
		case 'test':
			return 'ABHA Desk TEST';
		case 'rehearsal':
			return 'ABHA Desk REHEARSAL';
		case 'release':
		case 'development':
			return 'ABHA Desk';
	}
}

/** A package for tests must not be where patients are: it may have an Electron that is out of support. */
export function isForPatients(flavour: Flavour): boolean {
	return flavour === 'release' || flavour === 'development';
}
