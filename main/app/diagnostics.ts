import { arch, release, type as systemName, version as systemVersion } from 'node:os';
import { dirname, join } from 'node:path';

import { app, safeStorage, session } from 'electron';

import type { KeyringName } from '../../preload/contract/administration.ts';
import type { Clock } from '../clock.ts';
import type { Facts, ProxyFacts } from '../diagnostics/facts.ts';
import { lookAtFolder } from '../diagnostics/folder-facts.ts';
import { type Fuses, readFuses } from '../diagnostics/fuses.ts';
import { chooseProxy } from '../network/proxy-choice.ts';
import { readFlavour } from '../flavour.ts';
import type { StationFacts } from '../station/station-facts.ts';
import { peekVault } from '../vault/peek-vault.ts';
import { canChange, programPlaces } from './program-files.ts';
import { readProgram } from './read-program.ts';
import { stateOfSecretService } from './secret-service.ts';

export interface CollectOptions {
	/** The profile that is looked at. */
	profile: string;
	clock: Clock;
	/** `null`: no desk runs in this process, and the vault is looked at from outside. */
	station: StationFacts | null;
	/** See `Facts.clock`. */
	clockFacts: Facts['clock'];
	problems: readonly string[];
	/** `null`: no desk runs that would know. */
	updatesAreOn: boolean | null;
}

/** A host of ABDM's, because a PAC file may have other ways for other hosts. Nothing is sent to it. */
const abdmUrl = 'https://abdm.gov.in';

/** Gathers what Electron and the operating system say. Opens no vault and asks no keyring to open. */
export async function collectFacts(options: CollectOptions): Promise<Facts> {
	const { profile, clock, station, clockFacts, problems, updatesAreOn } = options;
	const { platform, versions } = process;
	const places = programPlaces(process.execPath, process.resourcesPath, process.env.APPIMAGE);
	const [fuses, vault, keyring, folder, proxy, canChangeProgram] = await Promise.all([
		fusesOf(process.execPath, platform),
		station?.vault ?? peekVault(join(profile, 'vault'), clock),
		keyringFacts(platform),
		lookAtFolder(profile, platform),
		station?.hasProxy === true ? ('facility' as const) : systemProxy(),
		canChange(places),
	]);
	return {
		flavour: readFlavour(app.getAppPath()),
		versions: {
			app: app.getVersion(),
			electron: versions.electron,
			chromium: versions.chrome,
			node: versions.node,
		},
		system: {
			// Windows has its name in its version, and Linux the whole build of its kernel.
			name: platform === 'win32' ? systemVersion() : systemName(),
			version: release(),
			architecture: arch(),
		},
		...{ fuses, platform, vault, keyring, folder, proxy, problems },
		isSandboxed: !app.commandLine.hasSwitch('no-sandbox'),
		canChangeProgram,
		clock: clockFacts,
		facility: station?.facility ?? null,
		logFolder: join(profile, 'logs'),
		updatesAreOn,
	};
}

/** On macOS the fuses are in the framework and not in the small program that loads it. */
async function fusesOf(executable: string, platform: NodeJS.Platform): Promise<Fuses> {
	const framework = ['Frameworks', 'Electron Framework.framework', 'Electron Framework'];
	const file =
		platform === 'darwin' ? join(dirname(dirname(executable)), ...framework) : executable;
	try {
		return await readFuses(file);
	} catch {
		// Not ours to read: that is what is told.
		return null;
	}
}

async function keyringFacts(platform: NodeJS.Platform): Promise<Facts['keyring']> {
	const ofPlatform: Partial<Record<NodeJS.Platform, KeyringName>> = {
		win32: 'windows',
		darwin: 'macos',
	};
	if (platform !== 'linux') return { state: 'not-asked', name: ofPlatform[platform] ?? 'other' };
	// What Chromium has chosen, which asks nobody.
	const backend = safeStorage.getSelectedStorageBackend();
	if (backend.startsWith('kwallet')) return { state: 'not-asked', name: 'kde' };
	return { state: await stateOfSecretService(readProgram), name: 'gnome' };
}

async function systemProxy(): Promise<ProxyFacts> {
	try {
		const proxy = chooseProxy(await session.defaultSession.resolveProxy(abdmUrl));
		if (proxy === 'unusable') return 'unusable';
		return proxy === null ? 'direct' : 'system';
	} catch {
		// A PAC file that breaks says nothing of where the way leads.
		return 'unknown';
	}
}
