import type {
	ProtectionChoice,
	SealedFile,
	Situation,
} from '../../preload/contract/administration.ts';
import type { Settings } from '../settings/settings.ts';
import type { Administration } from './administration.ts';
import type { FileDialogs } from './file-dialogs.ts';
import type { Station } from './station.ts';

export interface ProvisioningOptions {
	station: Station;
	administration: Administration;
	settings: Settings;
	files: FileDialogs;
}

/** How a PC gets its facility from a file, and how it makes such a file for another PC. */
export class Provisioning {}
