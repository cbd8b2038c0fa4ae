import type { Facts } from '../../main/diagnostics/facts.ts';
import { releaseFuses } from '../../main/diagnostics/fuses.ts';

/** A release on a PC where all is well; a test spoils what it is about. */
export function someFacts(instead: Partial<Facts> = {}): Facts {
	return {
		flavour: 'release',
		versions: { app: '0.1.0', electron: '45.4.1', chromium: '146.0.7680.216', node: '24.11.0' },
		system: { name: 'Linux', version: '6.12.48-amd64', architecture: 'x64' },
		fuses: releaseFuses,
		platform: 'linux',
		isSandboxed: true,
		canChangeProgram: false,
		vault: 'keyring',
		keyring: { state: 'open', name: 'gnome' },
		clock: { aheadSeconds: 0, jumpedMs: 0 },
		folder: {
			path: '/srv/desk',
			isAbsent: false,
			isLink: false,
			isOpenToOthers: false,
			writing: 'ok',
			freeBytes: 80 * 1024 ** 3,
		},
		proxy: 'direct',
		facility: { environment: 'sandbox', generation: 'v3', clientId: 'SB…01', hipId: 'IN…07' },
		problems: [],
		logFolder: '/srv/desk/logs',
		updatesAreOn: false,
		...instead,
	};
}
