import { existsSync, readdirSync } from 'node:fs';

import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { UpdatesOptions } from '../../main/update/updates.ts';
import { refusalOf } from './signed-updates.ts';
import { UpdatedPc } from './updated-pc.ts';

export interface Row {
	what: string;
	/** Done to the PC or to its source, after the first start. */
	tamper: () => void | Promise<void>;
	changes?: () => Partial<UpdatesOptions>;
	step?: 'check' | 'fetch' | 'install';
	/** `null`: taken. */
	says: string | null;
}

/** The PC of the running test; it runs 0.1.0, and 0.2.0 is published under counter 7. */
export function freshPc(): () => UpdatedPc {
	let pc: UpdatedPc;
	beforeEach(() => {
		pc = new UpdatedPc();
		pc.publish('0.2.0', 7);
	});
	afterEach(() => {
		pc.remove();
	});
	return () => pc;
}

/** Tests that each row is said what it should be, and prints them all. */
export function itSays(title: string, pc: () => UpdatedPc, rows: readonly Row[]): void {
	const printed: string[] = [];
	afterAll(() => {
		console.log([`${title}: what was done, at which step, what is said`, ...printed].join('\n'));
	});
	describe(title, () => {
		it.each(rows.map((row) => [row.what, row.step ?? 'check', row.says, row] as const))(
			'%s: %s says %s',
			async (what, step, says, { tamper, changes }) => {
				await pc().startWell();
				await tamper();
				const changed = changes?.() ?? {};
				const updates = pc().start(changed.runningVersion, changed);
				const ask = {
					check: () => updates.check(),
					fetch: () => updates.fetch(),
					install: () => updates.install('administrator'),
				};
				const said = await refusalOf(ask[step]());
				printed.push(`${what.padEnd(60)} ${step.padEnd(8)} ${said ?? 'taken'}`);
				expect(said).toBe(says);
				// Refused is refused: no program was started, the running one stands, no half file stays.
				if (says === null || says === 'not-started') return;
				expect(pc().handedOver).toEqual([]);
				expect(pc().imageContent).toBe('0.1.0');
				if (!existsSync(pc().updateFolder)) return;
				const names = readdirSync(pc().updateFolder);
				expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
			},
		);
	});
}
