import { app, dialog } from 'electron';

import { type Flavour, programName, readFlavour } from '../flavour.ts';
import { type OnBehalfOf, readCommandLine, switchesRefusedBy } from './command-line.ts';
import { isUsableFolder } from './profile-folder.ts';

/** What a start is known by before anything of a desk exists. */
export interface Beginning {
	flavour: Flavour;
	/** The profile's, which can be written. */
	folder: string;
	provisionFile: string | undefined;
	/** `null`: a person started it, to have a desk. */
	onBehalfOf: OnBehalfOf | null;
}

/**
 * Reads what the program was asked for, and does it here and ends the program if that is no desk. To
 * be awaited first of all: name and profile must be set before anything asks for them.
 */
export async function begin(): Promise<Beginning> {
	const commandLine = readCommandLine(process.argv, process.cwd());
	const { provisionFile, userDataFolder, errand, onBehalfOf } = commandLine;
	// Waited for, so that it misses nothing; no other start loads it.
	if (commandLine.wantsPerfMarks) (await import('./perf-marks.ts')).printPerfMarks(app);

	const flavour = readFlavour(app.getAppPath());
	const refused = switchesRefusedBy(flavour, process.argv);
	if (refused.length > 0) {
		process.stderr.write(`ABHA Desk: does not start with ${refused.join(', ')}\n`);
		// Exit code 4: started with a switch that opens what has to stay closed.
		process.exit(4);
	}

	// The keyring's key and the profile's folder go by this name.
	app.setName(programName(flavour));
	if (userDataFolder !== undefined) app.setPath('userData', userDataFolder);
	const folder = app.getPath('userData');
	if (errand !== null) {
		const { runErrand } = await import('./errands.ts');
		process.exit(await runErrand(errand, folder));
	}
	if (!isUsableFolder(folder)) {
		// Said on the console as well, where there is no screen yet.
		dialog.showErrorBox(
			'ABHA Desk cannot start',
			`It may not write to ${folder}. Ask the administrator to give this folder to your user.`,
		);
		// Exit code 5: the profile's folder cannot be written.
		process.exit(5);
	}
	return { flavour, folder, provisionFile, onBehalfOf };
}
