/**
 * What this PC says of itself, and what a reset has removed: part of the contract, see contract.ts.
 * Main gives codes and values; the words stand in `renderer/i18n/messages/diagnostics/`, where the
 * screens and the command line find the same ones.
 */

/** `look`: it works, and an administrator should know. `wrong`: something does not work, or is open. */
export type Verdict = 'fine' | 'look' | 'wrong';

/** All that can be found, as `<fact>.<what was found>`, and what to think of it. */
export const verdicts = {
	'program.release': 'fine',
	'program.test': 'look',
	'program.development': 'look',
	'runtime.versions': 'fine',
	'system.versions': 'fine',
	'fuses.shut': 'fine',
	'fuses.open': 'wrong',
	'fuses.not-release': 'fine',
	'fuses.unreadable': 'look',
	'integrity.on': 'fine',
	'integrity.off': 'wrong',
	'integrity.not-on-linux': 'fine',
	'integrity.changeable': 'wrong',
	'integrity.not-release': 'fine',
	'sandbox.on': 'fine',
	'sandbox.off': 'wrong',
	'sandbox.off-development': 'look',
	'vault.none': 'fine',
	'vault.not-opened': 'fine',
	'vault.keyring': 'fine',
	'vault.passphrase': 'fine',
	'vault.memory': 'look',
	'vault.locked': 'fine',
	'vault.previous': 'look',
	'vault.damaged': 'wrong',
	'vault.key-unreadable': 'wrong',
	'vault.keyring-unavailable': 'wrong',
	'vault.newer-version': 'wrong',
	'vault.not-permitted': 'wrong',
	'vault.not-in-this-package': 'wrong',
	'keyring.open': 'fine',
	'keyring.locked': 'look',
	'keyring.absent': 'fine',
	'keyring.missing': 'wrong',
	'keyring.not-asked': 'fine',
	'clock.compared': 'fine',
	'clock.not-compared': 'fine',
	'clock.jumped': 'fine',
	'clock.set-back': 'look',
	'clock.wrong': 'wrong',
	'disk.room': 'fine',
	'disk.low': 'look',
	'disk.full': 'wrong',
	'disk.unknown': 'look',
	'profile.folder': 'fine',
	'profile.link': 'look',
	'profile.absent': 'fine',
	'permissions.own': 'fine',
	'permissions.others': 'look',
	'permissions.not-asked': 'fine',
	'writing.works': 'fine',
	'writing.refused': 'wrong',
	'writing.not-tried': 'fine',
	'proxy.direct': 'fine',
	'proxy.system': 'fine',
	'proxy.facility': 'fine',
	'proxy.unusable': 'wrong',
	'proxy.unknown': 'look',
	'facility.training': 'fine',
	'facility.sandbox': 'fine',
	'facility.production': 'fine',
	'facility.custom': 'look',
	'facility.closed': 'fine',
	'problems.none': 'fine',
	'problems.some': 'look',
	'log.folder': 'fine',
	'updates.off': 'fine',
	'updates.on': 'fine',
} as const satisfies Record<`${string}.${string}`, Verdict>;

export type FindingCode = keyof typeof verdicts;

/** What a finding is about. */
export type Fact = FindingCode extends infer Code
	? Code extends `${infer Name}.${string}`
		? Name
		: never
	: never;

/** The codes that come with something to do. */
export type Trouble = {
	[Code in FindingCode]: (typeof verdicts)[Code] extends 'fine' ? never : Code;
}[FindingCode];

export interface Finding {
	code: FindingCode;
	/** What the sentence of the code names; redacted, and without a person, a secret or a whole id. */
	values: Readonly<Record<string, string | number>>;
}

export interface Diagnostics {
	/** ISO 8601, UTC, by this computer's clock. */
	at: string;
	/** One for each fact, in the order in which they are read. */
	findings: readonly Finding[];
	/** The last warnings and errors of the log, oldest first; redacted. */
	problems: readonly string[];
}

/** What the person types, so that nobody resets a PC by pressing buttons. */
export const resetWord = 'RESET';

/** What a reset goes through, in its order: the secrets first. */
export type ResetPart =
	| 'vault'
	| 'keyring'
	| 'activity'
	| 'settings'
	| 'log'
	| 'updates'
	| 'autostart'
	/** What Chromium keeps of the window. */
	| 'browser'
	/** What killed runs have left in the system's folder for temporary files. */
	| 'temporary';

export interface ResetReport {
	/** What was removed, and in how many files, entries or links. */
	removed: readonly { part: ResetPart; count: number }[];
	left: readonly ResetLeft[];
}

export type ResetLeft =
	/** The operating system would not let it go. */
	| { why: 'refused'; part: ResetPart; count: number }
	/** Files in the profile's folder that are not this program's. */
	| { why: 'strangers'; count: number }
	/** The keyring's entry serves every profile of this user, and this is not the usual one. */
	| { why: 'keyring-shared' }
	/** A keyring that this program cannot take its entry out of. */
	| { why: 'keyring-not-reached' };
