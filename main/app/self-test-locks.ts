import { readFile } from 'node:fs/promises';

import { app, session, type WebContents } from 'electron';

import { appUrl, contentSecurityPolicy } from './policy.ts';
import { SelfTestFailed, type SelfTestPage } from './self-test-page.ts';

/**
 * Whether the operating system's sandbox holds the page's process; `asked-for`: this system does not
 * say, and it was not switched off.
 */
export async function sandboxOf(contents: WebContents): Promise<'on' | 'off' | 'asked-for'> {
	if (app.commandLine.hasSwitch('no-sandbox')) return 'off';
	if (process.platform !== 'linux') return 'asked-for';
	const status = await readFile(`/proc/${String(contents.getOSProcessId())}/status`, 'utf8');
	// 2: only the system calls that a filter lets through.
	return /^Seccomp:\s+2$/m.test(status) ? 'on' : 'off';
}

/** The page has the bridge, which nobody can change, and nothing of Node or Electron. */
export async function requireIsolation(page: SelfTestPage): Promise<void> {
	const isIsolated = await page.ask(`
		['require', 'process', 'module', 'Buffer', 'ipcRenderer'].every((name) => !(name in window)) &&
			Object.isFrozen(window.bridge)`);
	if (isIsolated !== true) throw new SelfTestFailed('the page is not isolated');
}

/** Our own document comes with our policy, to the letter. */
export async function requirePolicy(): Promise<void> {
	const answer = await session.defaultSession.fetch(appUrl);
	if (answer.headers.get('Content-Security-Policy') !== contentSecurityPolicy) {
		throw new SelfTestFailed('the policy of the page is not ours');
	}
}

/** What a script that got into the page would try. Each has to be refused by the policy, and counted. */
export async function requireBlocked(page: SelfTestPage): Promise<string[]> {
	const found = await page.ask(`(async () => {
		const refused = new Set();
		document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
			refused.add(effectiveDirective));
		const script = document.createElement('script');
		try {
			script.append('window.planted = true');
			document.body.append(script);
		} catch {
			// Refused, as each of these has to be; that it was counted is what is looked at.
		}
		await fetch('https://planted.invalid/').catch(() => undefined);
		try {
			document.createElement('p').innerHTML = '<b>planted</b>';
		} catch {
			// See above.
		}
		const image = new Image();
		image.src = 'https://planted.invalid/image.png';
		await new Promise((resolve) => setTimeout(resolve, 300));
		script.remove();
		return { hasRun: 'planted' in window, refused: [...refused] };
	})()`);
	const { hasRun, refused } = found as { hasRun: boolean; refused: string[] };
	if (hasRun) throw new SelfTestFailed('an inline script has run');
	for (const [what, directive] of [
		['a fetch', 'connect-src'],
		['an image', 'img-src'],
		['HTML in a string', 'require-trusted-types-for'],
	] as const) {
		if (!refused.includes(directive)) throw new SelfTestFailed(`${what} was not refused`);
	}
	return refused;
}
