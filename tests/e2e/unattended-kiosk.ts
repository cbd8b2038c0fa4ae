import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';

import type { Page } from 'playwright/test';

import { electronPath, launchArguments } from './desk.ts';
import { joinRunning, portFileOf, portIn } from './join-running.ts';
import { isRunning } from './page-process.ts';

/** A process of the program, as the system lists it. */
interface ListedProcess {
	id: number;
	/** What Chromium calls it; none for the program itself. */
	type: string | undefined;
	switches: readonly string[];
}

/** The program as a PC starts it: it may end and start itself again, which Playwright's own does not. */
export interface UnattendedKiosk {
	/** Its exit code, once it has ended. */
	exited: Promise<number | null>;
	processes: () => ListedProcess[];
	/** Looks at its window, once that stands; `use` must not keep the page. */
	look: <Seen>(use: (page: Page) => Promise<Seen>) => Promise<Seen>;
	/** Ends it and what it has started. */
	end: () => void;
}

export function startUnattended(profile: string, args: readonly string[]): UnattendedKiosk {
	const child = spawn(
		electronPath(),
		// As Playwright starts all the others.
		[
			...['--no-sandbox', '--password-store=basic', '--remote-debugging-port=0'],
			...launchArguments(profile, args),
		],
		{ stdio: 'ignore' },
	);
	const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const processes = () => processesOf(profile);
	const look: UnattendedKiosk['look'] = async (use) => {
		const { browser, page } = await joinRunning(() => portIn(profile));
		try {
			return await use(page);
		} finally {
			await browser.close();
		}
	};
	void exited.then(() => {
		// The next start writes its own.
		rmSync(portFileOf(profile), { force: true });
	});
	return {
		...{ exited, processes, look },
		end: () => {
			for (const { id } of processes()) if (isRunning(id)) process.kill(id, 'SIGKILL');
		},
	};
}

function processesOf(profile: string): ListedProcess[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map((id) => ({ id: Number(id), switches: switchesOf(id) }))
		.filter(({ switches }) => switches.includes(`--user-data-dir=${profile}`))
		.map(({ id, switches }) => ({
			...{ id, switches },
			type: switches.find((each) => each.startsWith('--type='))?.slice('--type='.length),
		}));
}

function switchesOf(id: string): string[] {
	try {
		// Chromium's own processes write theirs anew, with blanks between.
		return readFileSync(`/proc/${id}/cmdline`, 'utf8').split(/[\0 ]/);
	} catch {
		// Gone since.
		return [];
	}
}
