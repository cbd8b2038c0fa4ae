import type { App } from 'electron';

/** Exit code 6: what systemd started has to be started again by it. */
const againExitCode = 6;

export interface StartAgainOptions {
	argv: readonly string[];
	environment: Readonly<NodeJS.ProcessEnv>;
	/** Ends what writes files. */
	finish: () => Promise<void>;
}

/**
 * Ends the program and has it come back, without the provisioning file that it was started with: it
 * would set the PC up again.
 */
export async function startAgain(
	app: Pick<App, 'relaunch' | 'quit' | 'exit'>,
	{ argv, environment, finish }: StartAgainOptions,
): Promise<void> {
	if ((environment.NOTIFY_SOCKET ?? '') !== '') {
		// All that a unit started ends with it; `Restart=on-failure` brings it back.
		await finish();
		app.exit(againExitCode);
		return;
	}
	app.relaunch({
		args: argv.slice(1).filter((argument) => !argument.startsWith('--provision')),
		// Of an AppImage the executable is gone with the program.
		...(environment.APPIMAGE !== undefined && { execPath: environment.APPIMAGE }),
	});
	app.quit();
}
