import type { ResetPart } from '../../preload/contract/diagnostics.ts';

/** Asks for a reset at the next start. The last thing to go, so that a power cut ends no reset half way. */
export const markerName = 'reset-this-pc';

/** By which Chromium knows that the profile is in use; this process holds it. */
const lockNames = ['SingletonLock', 'SingletonSocket', 'SingletonCookie', 'lockfile'];

/** What this program makes in its profile. */
const ours: readonly [RegExp, ResetPart][] = [
	[/^vault$/, 'vault'],
	[/^activity(?:-[0-9a-f]{8})?$/, 'activity'],
	// With what electron-store leaves when it is killed, and what was set aside because it was damaged.
	[/^(?:settings|window)\.json(?:\.tmp-.*)?$/, 'settings'],
	[/^settings-damaged-[\w.-]+\.json$/, 'settings'],
	[/^logs$/, 'log'],
	[/^updates$/, 'updates'],
	[/^write-test-[0-9a-f]{16}$/, 'temporary'],
];

/** What Chromium and Electron make there: of Electron 33 and 45, and of the versions between. */
const browser = new Set([
	...['Cache', 'Code Cache', 'GPUCache', 'GrShaderCache', 'ShaderCache', 'GraphiteDawnCache'],
	...['DawnCache', 'DawnGraphiteCache', 'DawnWebGPUCache', 'Media Cache', 'PnaclTranslationCache'],
	...['Local Storage', 'Session Storage', 'IndexedDB', 'databases', 'blob_storage', 'WebStorage'],
	...['File System', 'Service Worker', 'Shared Dictionary', 'SharedStorage', 'Partitions'],
	...['SharedStorage-wal', 'shared_proto_db', 'Storage', 'StorageArea', 'BudgetDatabase'],
	...['Network', 'Network Persistent State', 'TransportSecurity', 'Reporting and NEL'],
	...['Cookies', 'Cookies-journal', 'Trust Tokens', 'Trust Tokens-journal', 'Visited Links'],
	...['DIPS', 'DIPS-wal', 'DIPS-shm', 'DIPS-journal', 'QuotaManager', 'QuotaManager-journal'],
	...[
		'Preferences',
		'Secure Preferences',
		'Local State',
		'Dictionaries',
		'Crashpad',
		'Crash Reports',
	],
	...[
		'VideoDecodeStats',
		'PersistentOriginTrials',
		'Platform Notifications',
		'component_crx_cache',
	],
	...['extensions_crx_cache', 'Extension State', 'Extension Rules', 'Extension Scripts'],
	...['DevToolsActivePort', 'BrowserMetrics', 'BrowserMetrics-spare.pma', 'DeferredBrowserMetrics'],
	...['Feature Engagement Tracker', 'Local Extension Settings', 'Sync Extension Settings'],
	...['Webrtc Event Logs', 'Favicons', 'History', 'LOCK', 'LOG', 'LOG.old', 'CURRENT'],
]);

/** `keep`: it is needed until the end. `stranger`: nothing that we know of makes it. */
export type Belongs = ResetPart | 'keep' | 'stranger';

/** To what a name directly in the profile's folder belongs. */
export function belongsTo(name: string): Belongs {
	if (name === markerName || lockNames.includes(name)) return 'keep';
	const part = ours.find(([pattern]) => pattern.test(name))?.[1];
	if (part !== undefined) return part;
	// Chromium writes a file whole under another name first: `Preferences~RF1a2b.TMP`, `.org.chromium.…`.
	const isUnfinished = /~RF[0-9a-f]+\.TMP$/i.test(name) || name.startsWith('.org.chromium.');
	return isUnfinished || browser.has(name) ? 'browser' : 'stranger';
}

/** In which order parts go: were the power cut now, the secret should be gone first. */
export const partsInOrder: readonly ResetPart[] = [
	'vault',
	'keyring',
	'activity',
	'settings',
	'log',
	'updates',
	'autostart',
	'browser',
	'temporary',
];
