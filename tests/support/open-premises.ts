import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach } from 'vitest';

import { systemClock } from '../../main/clock.ts';
import { DiagnosticsDesk } from '../../main/diagnostics/diagnostics-desk.ts';
import type { CardOutput, Page } from '../../main/ipc/handlers.ts';
import { createHandlers } from '../../main/ipc/handlers.ts';
import { redact } from '../../main/log/redact.ts';
import type { Provision } from '../../main/provisioning/provision-file.ts';
import type { SettingsStore } from '../../main/settings/settings.ts';
import type { FileDialogs } from '../../main/station/file-dialogs.ts';
import {
	createPremises,
	type Premises,
	type PremisesOptions,
} from '../../main/station/premises.ts';
import type { HandOver } from '../../main/update/install-plan.ts';
import { pinnedKeys } from '../../main/update/pinned-keys.ts';
import { type OnDemandOptions, UpdatesOnDemand } from '../../main/update/updates-on-demand.ts';
import { stationFacts } from '../../main/station/station-facts.ts';
import type { Keyring } from '../../main/vault/keyring.ts';
import type { Card } from '../../preload/contract/visit.ts';
import { someFacts } from './some-facts.ts';
import { joinEnds } from './joined-ends.ts';
import { recordedLog } from './recorded-log.ts';

/** A printer and a disk that only remember what they were given. */
class FakeCards implements CardOutput {
	prints = 0;
	readonly saved: Card[] = [];

	print(): Promise<boolean> {
		this.prints += 1;
		return Promise.resolve(true);
	}

	save(card: Card): Promise<boolean> {
		this.saved.push(card);
		return Promise.resolve(false);
	}
}

/** A page of which a test sees only what was done to it. */
class FakePage implements Page {
	replaced = 0;
	quits = 0;
	resets = 0;
	isScanning = false;
	beats = 0;

	startOver(): void {
		this.replaced += 1;
	}

	setScanning(isOn: boolean): void {
		this.isScanning = isOn;
	}

	beat(): void {
		this.beats += 1;
	}
}

/** A person who chooses the file that the test names, and takes whatever is saved. */
class FakeFiles implements FileDialogs {
	chosen: string | null = null;
	folder: string | null = null;
	readonly saved = new Map<string, string>();

	chooseSealedFile(): Promise<string | null> {
		return Promise.resolve(this.chosen);
	}

	chooseFolder(): Promise<string | null> {
		return Promise.resolve(this.folder);
	}

	async save(name: string, content: AsyncIterable<string> | Iterable<string>): Promise<boolean> {
		let text = '';
		for await (const chunk of content) text += chunk;
		this.saved.set(name, text);
		return true;
	}
}

/** Settings in memory, kept from one opening to the next as a file would be. */
export class FakeSettingsStore implements SettingsStore {
	stored: unknown = undefined;

	read(): unknown {
		return this.stored;
	}

	write(value: Record<string, unknown>): void {
		this.stored = structuredClone(value);
	}

	setAside(): void {
		this.stored = undefined;
	}
}

/** A keyring of the operating system whose key is `name`: another name is another user's. */
export function fakeKeyring(name = 'invented'): Keyring {
	return {
		name: 'gnome',
		encrypt: (text) =>
			Promise.resolve(Buffer.from(`v11${name}:${Buffer.from(text).toString('base64')}`)),
		decrypt: (bytes) => {
			const [owner, text = ''] = Buffer.from(bytes).toString().slice(3).split(':');
			if (owner !== name) return Promise.reject(new Error('another key'));
			return Promise.resolve({ text: Buffer.from(text, 'base64').toString(), reEncrypt: false });
		},
	};
}

/** One PC: what survives when the program is started again. */
export interface FakePc {
	folder: string;
	settingsStore: FakeSettingsStore;
	keyring: Keyring | null;
}

const folders: string[] = [];
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
	for (const close of closing.splice(0)) await close();
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function newPc(keyring: Keyring | null = null): FakePc {
	const folder = mkdtempSync(join(tmpdir(), 'abha-desk-pc-'));
	folders.push(folder);
	return { folder, settingsStore: new FakeSettingsStore(), keyring };
}

/** Starts the whole of main but Electron on a PC, and joins the bridge to it. */
export function openPremises(
	pc: FakePc,
	provision: Provision | null = null,
	instead: Partial<PremisesOptions> = {},
	updatesInstead: Partial<OnDemandOptions> = {},
) {
	const { log, lines } = recordedLog();
	const announced: { event: string; payload: unknown }[] = [];
	const modes: boolean[] = [];
	const page = new FakePage();
	const files = new FakeFiles();
	const cards = new FakeCards();
	const copied: string[] = [];
	const handedOver: HandOver[] = [];
	const updates: UpdatesOnDemand = new UpdatesOnDemand({
		...{ clock: systemClock, log, pinnedKeys, channel: 'stable', runningVersion: '0.1.0' },
		...{ folder: join(pc.folder, 'updates'), installation: null },
		desk: () => premises.forUpdates(),
		run: (handOver) => {
			handedOver.push(handOver);
			return Promise.resolve();
		},
		...updatesInstead,
	});
	const premises: Premises = createPremises({
		updates,
		folder: pc.folder,
		clock: systemClock,
		log,
		settingsStore: pc.settingsStore,
		files,
		findKeyring: () => Promise.resolve(pc.keyring),
		provision,
		mayUseProduction: true,
		resolveProxy: () => Promise.resolve('DIRECT'),
		announce: (event, payload) => announced.push({ event, payload }),
		onModeChange: (isKiosk) => modes.push(isKiosk),
		replacePage: () => (page.replaced += 1),
		onQuit: () => (page.quits += 1),
		setAutostart: () => Promise.resolve(),
		...instead,
	});
	const close = async () => {
		premises.idle.stop();
		await premises.station.close();
	};
	closing.push(close);
	const handlers = createHandlers({
		...premises,
		cards,
		log,
		copyDetails: () => Promise.resolve(false),
		page,
		diagnostics: new DiagnosticsDesk({
			clock: systemClock,
			redact,
			collect: (clock) => Promise.resolve(someFacts({ clock, ...stationFacts(premises.station) })),
			copyText: (text) => Promise.resolve(copied.push(text) > 0),
		}),
		reset: {
			order: () => {
				page.resets += 1;
				return Promise.resolve();
			},
			report: null,
		},
	});
	return {
		...premises,
		handedOver,
		...joinEnds(handlers),
		page,
		modes,
		cards,
		files,
		announced,
		copied,
		written: lines,
		close,
	};
}
