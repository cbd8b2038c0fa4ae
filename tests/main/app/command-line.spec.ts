import { resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import {
	readCommandLine,
	switchesRefusedBy,
	withoutOwnSwitches,
} from '../../../main/app/command-line.ts';

const here = resolve('/clinic');
const read = (...argv: string[]) => readCommandLine(['electron', '.', ...argv], here);

describe('readCommandLine', () => {
	it('finds nothing where nothing is said', () => {
		expect(read()).toEqual({
			...{ provisionFile: undefined, userDataFolder: undefined, errand: null, onBehalfOf: null },
			wantsPerfMarks: false,
		});
	});

	it('reads both files, whatever Chromium is told beside them', () => {
		expect(
			read('--no-sandbox', '--provision=/media/usb/facility.json', '--user-data-dir=/srv/desk'),
		).toMatchObject({
			provisionFile: resolve('/media/usb/facility.json'),
			userDataFolder: resolve('/srv/desk'),
			wantsPerfMarks: false,
		});
	});

	it('prints marks of the start when told to, which every package lets pass', () => {
		expect(read('--perf-marks').wantsPerfMarks).toBe(true);
		expect(switchesRefusedBy('release', ['abha-desk', '--perf-marks'])).toEqual([]);
	});

	it('sees relative paths from the folder that the person stands in', () => {
		expect(read('--provision=facility.json', '--user-data-dir=../desk')).toMatchObject({
			provisionFile: resolve(here, 'facility.json'),
			userDataFolder: resolve(here, '../desk'),
			wantsPerfMarks: false,
		});
	});

	it('keeps spaces, equals signs and other scripts in a path', () => {
		expect(read('--provision=/my files/a=b/क.json').provisionFile).toBe(
			resolve('/my files/a=b/क.json'),
		);
	});

	it('does not pass over a file that is separated by a space', () => {
		expect(read('--provision', 'facility.json').provisionFile).toBe(here);
	});

	it('takes an empty profile for none, and an empty file for a folder that cannot be read', () => {
		expect(read('--provision=', '--user-data-dir=')).toMatchObject({
			provisionFile: here,
			userDataFolder: undefined,
			wantsPerfMarks: false,
		});
	});

	it.each(['--provisional=x.json', 'provision=x.json', 'x--provision=x.json'])(
		'does not take %s for a file',
		(argument) => {
			expect(read(argument).provisionFile).toBeUndefined();
		},
	);

	it.each([
		[['--doctor'], { name: 'doctor', asJson: false }],
		[['--doctor', '--json'], { name: 'doctor', asJson: true }],
		[['--self-test'], { name: 'self-test' }],
		[['--reset-this-pc'], { name: 'reset' }],
		// What harms nothing goes before what removes everything.
		[['--reset-this-pc', '--doctor'], { name: 'doctor', asJson: false }],
		[['--reset-this-pc=yes'], null],
		[['--json'], null],
	])('takes %j for an errand', (args, errand) => {
		expect(read(...args).errand).toEqual(errand);
	});

	it('knows a process that an errand has started', () => {
		expect(read('--doctor-of=/srv/desk', '--json').onBehalfOf).toEqual({
			...{ name: 'doctor', profile: resolve('/srv/desk'), asJson: true },
		});
		expect(read('--self-test-inside').onBehalfOf).toEqual({ name: 'self-test' });
		expect(read('--self-test-inside').errand).toBeNull();
	});

	it('hands on what is for Chromium, and nothing of its own', () => {
		const own = ['--doctor', '--json', '--provision=f.json', '--user-data-dir=/srv/desk'];
		expect(withoutOwnSwitches(['--no-sandbox', '.', ...own, '--lang=hi', '--doctors'])).toEqual([
			...['--no-sandbox', '.', '--lang=hi', '--doctors'],
		]);
	});
});

describe('switchesRefusedBy', () => {
	const release = (...argv: string[]) =>
		switchesRefusedBy('release', ['abha-desk', ...argv], 'linux');

	it.each([
		'--remote-debugging-port=9222',
		'--remote-debugging-pipe',
		'--inspect',
		'--inspect-brk=0',
		'--js-flags=--expose-gc',
		'--load-extension=/tmp/x',
		'--host-rules=MAP * 127.0.0.1',
		'--host-resolver-rules=MAP * 127.0.0.1',
		'--proxy-server=evil:1',
		'--ignore-certificate-errors',
		'--no-sandbox',
		'--disable-web-security',
		'--enable-logging',
		'--a-switch-of-a-later-chromium',
	])('starts no release with %s', (given) => {
		expect(release(given)).toEqual([given.split('=')[0]]);
	});

	it('starts a release with what an administrator needs', () => {
		expect(
			release(
				'--provision=/media/usb/a.json',
				'--user-data-dir=/srv/desk',
				'--disable-gpu',
				'file',
			),
		).toEqual([]);
	});

	it('reads a switch as Chromium does', () => {
		expect(release('-no-sandbox', '--NO-SANDBOX')).toEqual(['--no-sandbox', '--no-sandbox']);
		expect(release('/no-sandbox', '--', '--no-sandbox')).toEqual([]);
		expect(switchesRefusedBy('release', ['abha-desk.exe', '/no-sandbox'], 'win32')).toEqual([
			'--no-sandbox',
		]);
	});

	it('is as strict in the rehearsal of a release, and lets tests and developers be', () => {
		const argv = ['abha-desk', '--inspect=0'];
		expect(switchesRefusedBy('rehearsal', argv)).toEqual(['--inspect']);
		expect(switchesRefusedBy('test', argv)).toEqual([]);
		expect(switchesRefusedBy('development', argv)).toEqual([]);
	});
});
