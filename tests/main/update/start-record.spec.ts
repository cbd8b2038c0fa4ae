import { describe, expect, it } from 'vitest';

import {
	beginStart,
	handOver,
	reachFirstScreen,
	stage,
} from '../../../main/update/start-record.ts';
import { type Copy, emptyRecord, type UpdateRecord } from '../../../main/update/update-record.ts';

const copyOf = (version: string, counter: number): Copy => ({
	...{ version, counter, format: 'nsis', size: 5 },
	sha512: 'ab'.repeat(64),
});
const expiresAt = '2027-01-01T00:00:00.000Z';

/** `version` has been started and has shown its screen. */
function shown(record: UpdateRecord, version: string): UpdateRecord {
	return reachFirstScreen(beginStart(record, version).record, version);
}

/** `version` was fetched, and handed over by `from`. */
function installed(record: UpdateRecord, version: string, from: string, counter = 7): UpdateRecord {
	return handOver(stage(record, copyOf(version, counter), expiresAt), from);
}

function startTimes(record: UpdateRecord, version: string, times: number) {
	let begun = beginStart(record, version);
	for (let start = 1; start < times; start += 1) begun = beginStart(begun.record, version);
	return begun;
}

describe('the record of starts', () => {
	const first = shown(installed(shown(emptyRecord, '0.1.0'), '0.2.0', '0.1.0'), '0.2.0');

	it('keeps the installer of a version that has shown its screen, and waits for nothing then', () => {
		expect(first).toMatchObject({ staged: null, kept: { version: '0.2.0' } });
	});

	it('rolls back at the third start, and names the version and the counter that failed', () => {
		const record = installed(first, '0.3.0', '0.2.0', 8);
		expect(startTimes(record, '0.3.0', 2).rollBackTo).toBeNull();
		const third = startTimes(record, '0.3.0', 3);
		expect(third.rollBackTo?.version).toBe('0.2.0');
		expect(third.record.failed).toEqual([{ version: '0.3.0', counter: 8 }]);
	});

	it('rolls back again when the program was killed before it could, and remembers it once', () => {
		const record = installed(first, '0.3.0', '0.2.0', 8);
		const fifth = startTimes(record, '0.3.0', 5);
		expect(fifth.rollBackTo?.version).toBe('0.2.0');
		expect(fifth.record.failed).toHaveLength(1);
	});

	it('forgets what failed once it is back', () => {
		const { record } = startTimes(installed(first, '0.3.0', '0.2.0', 8), '0.3.0', 3);
		const back = shown(record, '0.2.0');
		expect(back).toMatchObject({ staged: null, kept: { version: '0.2.0' } });
		expect(back.failed).toHaveLength(1);
	});

	it('never goes past the version that was replaced to an older one that is kept', () => {
		// A person has brought 0.2.5; of that there is no installer here.
		const record = installed(shown(first, '0.2.5'), '0.3.0', '0.2.5', 8);
		expect(record.kept?.version).toBe('0.2.0');
		expect(startTimes(record, '0.3.0', 9).rollBackTo).toBeNull();
	});

	it('never rolls back what was fetched and then brought by a person', () => {
		const record = stage(first, copyOf('0.3.0', 8), expiresAt);
		expect(startTimes(record, '0.3.0', 9).rollBackTo).toBeNull();
	});

	it('does not write anything at the start of a version that has shown its screen', () => {
		expect(beginStart(first, '0.2.0').record).toBe(first);
		expect(reachFirstScreen(first, '0.2.0')).toBe(first);
	});

	it('takes back that a version failed when it shows its screen after all', () => {
		const { record } = startTimes(installed(first, '0.3.0', '0.2.0', 8), '0.3.0', 3);
		expect(reachFirstScreen(record, '0.3.0').failed).toEqual([]);
	});

	it('remembers the newest sixteen failures', () => {
		let record = first;
		for (let minor = 3; minor < 23; minor += 1) {
			const bad = `0.${String(minor)}.0`;
			record = startTimes(installed(record, bad, '0.2.0', minor), bad, 3).record;
			record = shown(record, '0.2.0');
		}
		expect(record.failed).toHaveLength(16);
		expect(record.failed.at(-1)?.version).toBe('0.22.0');
	});
});
