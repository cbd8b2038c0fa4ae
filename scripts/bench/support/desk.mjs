import { _electron, errors } from 'playwright';

/**
 * The package for tests with Playwright at its page. Nothing is timed through Playwright: it hands a
 * script to the page, and the page measures.
 *
 * @param {string} program
 * @param {string} profile
 * @param {readonly string[]} switches
 */
export async function openDesk(program, profile, switches) {
	for (let tried = 1; ; tried += 1) {
		try {
			const app = await _electron.launch({
				executablePath: program,
				args: [`--user-data-dir=${profile}`, '--password-store=basic', ...switches],
				timeout: 20_000,
			});
			return { app, page: await app.firstWindow() };
		} catch (error) {
			// Its handshake hangs about once in forty starts, while the program itself is up.
			if (!(error instanceof errors.TimeoutError) || tried === 3) throw error;
		}
	}
}
