import { say } from '../diagnostics/texts.ts';
import { type Errand, insideSwitches } from './command-line.ts';
import { print } from './print.ts';
import { inThrowAwayProfile, throwAwayPrefixes } from './throw-away-profile.ts';

const doctorLimitMs = 60_000;
const selfTestLimitMs = 180_000;

/**
 * Does what the command line asks for instead of opening a desk, and resolves to the exit code. Runs
 * before Electron is ready, and nothing of Chromium is ever opened in this process: what needs it runs
 * in another process and another profile, which is removed when that process has let go of it.
 */
export async function runErrand(errand: Errand, profile: string): Promise<number> {
	switch (errand.name) {
		case 'doctor': {
			const inside = [insideSwitches.doctorOf(profile), ...(errand.asJson ? ['--json'] : [])];
			// Chromium's own complaints would only hide what the report says.
			const options = { stderr: 'ignore', limitMs: doctorLimitMs, isHeadless: true } as const;
			const code = await inThrowAwayProfile(throwAwayPrefixes.doctor, inside, options);
			if (code === null) await print(`${say('diagnostics.failed')}\n`);
			return code ?? 1;
		}
		case 'self-test': {
			// Chromium would end with a crash: its headless platform can show no window.
			if (!hasDisplay(process.env)) return failSelfTest('display');
			const inside = [insideSwitches.selfTest];
			const options = { stderr: 'inherit', limitMs: selfTestLimitMs, isHeadless: false } as const;
			const code = await inThrowAwayProfile(throwAwayPrefixes.selfTest, inside, options);
			// It has ended without its last line.
			return code ?? failSelfTest('process');
		}
		case 'reset': {
			const { resetForUninstaller } = await import('./reset.ts');
			return resetForUninstaller(profile);
		}
	}
}

async function failSelfTest(step: string): Promise<number> {
	await print(`${JSON.stringify({ selfTest: 'failed', step })}\n`);
	return 1;
}

/** Only Linux can be without one. */
function hasDisplay(environment: NodeJS.ProcessEnv): boolean {
	if (process.platform !== 'linux') return true;
	return [environment.DISPLAY, environment.WAYLAND_DISPLAY].some((name) => (name ?? '') !== '');
}
