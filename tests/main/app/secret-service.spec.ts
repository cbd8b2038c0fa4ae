import { describe, expect, it } from 'vitest';

import { forgetInSecretService, stateOfSecretService } from '../../../main/app/secret-service.ts';

interface FakeService {
	isRunning?: boolean;
	isStartable?: boolean;
	isLocked?: boolean;
	items?: string[];
	/** Items that only a prompt would let go. */
	stuck?: string[];
}

/** Answers as `dbus-send --print-reply` prints a real gnome-keyring's answers. */
function fakeBus(service: FakeService) {
	const { isRunning = true, isStartable = false, isLocked = false, stuck = [] } = service;
	let items = service.items ?? [];
	const asked: string[] = [];
	const read = (program: string, args: readonly string[]): Promise<string> => {
		const [path = '', question = '', ...rest] = args.filter((arg) => !arg.startsWith('--'));
		asked.push(`${program} ${question} ${rest.join(' ')}`);
		const word = question.split('.').at(-1) ?? '';
		switch (word) {
			case 'NameHasOwner':
				return Promise.resolve(`   boolean ${String(isRunning)}\n`);
			case 'ListActivatableNames': {
				const name = isStartable ? 'org.freedesktop.secrets' : 'org.freedesktop.systemd1';
				return Promise.resolve(`   array [\n      string "${name}"\n   ]\n`);
			}
			case 'Get':
				return Promise.resolve(`   variant       boolean ${String(isLocked)}\n`);
			case 'SearchItems':
				return Promise.resolve(
					`   array [\n${items.map((item) => `      object path "${item}"\n`).join('')}   ]\n   array [\n   ]\n`,
				);
			case 'Delete':
				if (!stuck.includes(path)) items = items.filter((item) => item !== path);
				return Promise.resolve('   object path "/"\n');
			default:
				return Promise.reject(new Error(`unknown question ${question}`));
		}
	};
	return { read, asked };
}

const noBus = () => Promise.reject(new Error('ENOENT'));
const item = '/org/freedesktop/secrets/collection/login/2';

describe('stateOfSecretService', () => {
	it.each([
		['open', {}],
		['locked', { isLocked: true }],
		['absent', { isRunning: false }],
		['not-asked', { isRunning: false, isStartable: true }],
	] as const)('finds it %s', async (state, service) => {
		const { read, asked } = fakeBus(service);
		expect(await stateOfSecretService(read)).toBe(state);
		expect(asked.join()).not.toMatch(/Unlock|Prompt|OpenSession|Delete/);
	});

	it('knows nothing without a session bus', async () => {
		expect(await stateOfSecretService(noBus)).toBe('not-asked');
	});
});

describe('forgetInSecretService', () => {
	it("takes this program's entries out, and asks for no others", async () => {
		const { read, asked } = fakeBus({ items: [item, `${item}1`] });
		expect(await forgetInSecretService(read)).toEqual({ removed: 2, left: 0 });
		const searches = asked.filter((line) => line.includes('SearchItems'));
		expect(searches[0]).toContain('dict:string:string:application,ABHA Desk');
	});

	it('says what is still there afterwards', async () => {
		const { read } = fakeBus({ items: [item, `${item}1`], stuck: [item] });
		expect(await forgetInSecretService(read)).toEqual({ removed: 1, left: 1 });
	});

	it('has nothing to forget where no keyring runs, and says when it cannot know', async () => {
		expect(await forgetInSecretService(fakeBus({ isRunning: false }).read)).toEqual({
			...{ removed: 0, left: 0 },
		});
		expect(await forgetInSecretService(noBus)).toBeNull();
	});
});
