import { linkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { dayMs, nsis, refusalOf } from '../../support/signed-updates.ts';
import { freshPc, itSays } from '../../support/update-matrix.ts';

const image = 'abha-desk-0.2.0.AppImage';
const pc = freshPc();
const fetched = () => join(pc().updateFolder, '0.2.0.AppImage');

function alter(name: string, at: number): void {
	const bytes = Buffer.from(pc().source.files.get(name) ?? '');
	bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
	pc().source.files.set(name, bytes);
}

function replaceBy(link: (other: string) => void): void {
	const other = join(pc().folder, 'other');
	writeFileSync(other, '0.2.0');
	pc().removeFile(fetched());
	link(other);
}

itSays('A file', pc, [
	{
		what: 'no file at the source',
		tamper: () => void pc().source.files.delete(image),
		says: 'nothing-there',
		step: 'fetch',
	},
	{
		what: 'a file with an altered byte',
		tamper: () => {
			alter(image, 2);
		},
		says: 'wrong-hash',
		step: 'fetch',
	},
	{
		what: 'a truncated file',
		tamper: () => void pc().source.files.set(image, Buffer.from('0.2')),
		says: 'truncated',
		step: 'fetch',
	},
	{
		what: 'an oversize file',
		tamper: () => void pc().source.files.set(image, Buffer.from('0.2.0 and more')),
		says: 'too-large',
		step: 'fetch',
	},
	{
		what: 'a link in the place of our folder',
		tamper: async () => {
			await pc().start().check();
			pc().moveFolderAway();
		},
		step: 'fetch',
		says: 'not-saved',
	},

	{
		what: 'nothing was fetched',
		tamper: () => undefined,
		says: 'nothing-fetched',
		step: 'install',
	},
	...(
		[
			[
				'altered',
				() => {
					writeFileSync(fetched(), '0.2.1');
				},
			],
			[
				'longer',
				() => {
					writeFileSync(fetched(), '0.2.0 ');
				},
			],
			[
				'shorter',
				() => {
					writeFileSync(fetched(), '0.2');
				},
			],
			[
				'replaced by a link',
				() => {
					replaceBy((other) => {
						symlinkSync(other, fetched());
					});
				},
			],
			[
				'given a second name',
				() => {
					linkSync(fetched(), join(pc().folder, 'second'));
				},
			],
			[
				'removed',
				() => {
					pc().removeFile(fetched());
				},
			],
		] as const
	).map(([how, tamper]) => ({
		what: `our copy was ${how} after it was verified`,
		tamper: async () => {
			await pc().start().fetch();
			tamper();
		},
		says: 'changed-since-check',
		step: 'install' as const,
	})),
	{
		what: 'a visit is open',
		tamper: async () => {
			await pc().start().fetch();
			pc().isBusy = true;
		},
		says: 'busy',
		step: 'install',
	},
	{
		what: 'it has waited until it expired',
		tamper: async () => {
			await pc().start().fetch();
			pc().clock.advance(181 * dayMs);
		},
		says: 'expired',
		step: 'install',
	},
	{
		what: 'a person has installed something newer meanwhile',
		tamper: async () => {
			await pc().start().fetch();
		},
		changes: () => ({ runningVersion: '0.3.0' }),
		says: 'older-version',
		step: 'install',
	},
	{
		what: 'it was fetched for another kind of installation',
		tamper: async () => {
			await pc().start().fetch();
		},
		changes: () => ({ installation: nsis }),
		says: 'not-for-this-pc',
		step: 'install',
	},
	{
		what: 'the installer does not start',
		tamper: async () => {
			await pc().start().fetch();
		},
		changes: () => ({ run: () => Promise.reject(new Error('740')) }),
		says: 'not-started',
		step: 'install',
	},
]);

it('drops a copy that was changed, and takes the file anew', async () => {
	const updates = await pc().startWell();
	await updates.fetch();
	writeFileSync(fetched(), 'else!');
	expect(await refusalOf(updates.install('administrator'))).toBe('changed-since-check');
	expect(await updates.waiting()).toBeNull();
	await updates.fetch();
	await updates.install('administrator');
	expect(pc().imageContent).toBe('0.2.0');
});
