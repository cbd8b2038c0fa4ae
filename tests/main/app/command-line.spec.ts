import { resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readCommandLine, withoutOwnSwitches } from '../../../main/app/command-line.ts';

const here = resolve('/clinic');
const read = (...argv: string[]) => readCommandLine(['electron', '.', ...argv], here);

describe('readCommandLine', () => {
	it('finds nothing where nothing is said', () => {
		expect(read()).toEqual({
			...{ provisionFile: undefined, userDataFolder: undefined, errand: null, onBehalfOf: null },
		});
	});

	it('reads both files, whatever Chromium is told beside them', () => {
		expect(
			read('--no-sandbox', '--provision=/media/usb/facility.json', '--user-data-dir=/srv/desk'),
		).toMatchObject({
			provisionFile: resolve('/media/usb/facility.json'),
			userDataFolder: resolve('/srv/desk'),
		});
	});

	it('sees relative paths from the folder that the person stands in', () => {
		expect(read('--provision=facility.json', '--user-data-dir=../desk')).toMatchObject({
			provisionFile: resolve(here, 'facility.json'),
			userDataFolder: resolve(here, '../desk'),
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
