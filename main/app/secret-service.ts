import type { KeyringState } from '../diagnostics/facts.ts';
import type { ReadProgram } from './read-program.ts';

/**
 * The keyring of GNOME and its like, spoken to as the freedesktop.org Secret Service specification
 * says, by `dbus-send`, which is wherever D-Bus is. Nothing here asks a person for anything: looking
 * for a collection's property or an item never opens a prompt.
 */
const service = 'org.freedesktop.secrets';
const root = '/org/freedesktop/secrets';

/** What Chromium names its key by (components/os_crypt, `key_storage_libsecret.cc`). */
const application = 'ABHA Desk';

/** Whether a keyring runs, and whether its default collection is open. */
export async function stateOfSecretService(read: ReadProgram): Promise<KeyringState> {
	try {
		const running = await askBus(read, 'NameHasOwner', `string:${service}`);
		if (!running.includes('boolean true')) {
			// One that would be started by the first question is not started for this one.
			const startable = await askBus(read, 'ListActivatableNames');
			return startable.includes(`"${service}"`) ? 'not-asked' : 'absent';
		}
		const locked = await call(read, service, `${root}/aliases/default`, [
			'org.freedesktop.DBus.Properties.Get',
			'string:org.freedesktop.Secret.Collection',
			'string:Locked',
		]);
		return locked.includes('boolean true') ? 'locked' : 'open';
	} catch {
		// No session bus, no `dbus-send`, or a keyring without a default collection.
		return 'not-asked';
	}
}

/** How many of this program's entries were taken out, and how many could not be. */
export interface EntriesForgotten {
	removed: number;
	left: number;
}

/** Takes Chromium's key of this program out. `null`: no keyring of this kind can be spoken to. */
export async function forgetInSecretService(read: ReadProgram): Promise<EntriesForgotten | null> {
	try {
		if ((await stateOfSecretService(read)) === 'absent') return { removed: 0, left: 0 };
		const found = await findEntries(read);
		for (const path of found) {
			// A locked one answers with a prompt that nobody opens: it is still there afterwards.
			await call(read, service, path, ['org.freedesktop.Secret.Item.Delete']).catch(() => '');
		}
		const left = found.length === 0 ? [] : await findEntries(read);
		return { removed: found.length - left.length, left: left.length };
	} catch {
		// No session bus or no `dbus-send`.
		return null;
	}
}

/** The paths of the items that are named by our application, in open and locked collections. */
async function findEntries(read: ReadProgram): Promise<string[]> {
	const answer = await call(read, service, root, [
		'org.freedesktop.Secret.Service.SearchItems',
		`dict:string:string:application,${application}`,
	]);
	return [...answer.matchAll(/object path "(\/[\w/]+)"/g)].flatMap(([, path]) => path ?? []);
}

function askBus(read: ReadProgram, question: string, ...args: readonly string[]): Promise<string> {
	const bus = 'org.freedesktop.DBus';
	return call(read, bus, '/org/freedesktop/DBus', [`${bus}.${question}`, ...args]);
}

function call(
	read: ReadProgram,
	destination: string,
	path: string,
	message: readonly string[],
): Promise<string> {
	const fixed = ['--session', '--print-reply', '--reply-timeout=3000', `--dest=${destination}`];
	return read('dbus-send', [...fixed, path, ...message]);
}
