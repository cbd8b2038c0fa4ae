import { describe, expect, it } from 'vitest';

import { DiagnosticsDesk } from '../../../main/diagnostics/diagnostics-desk.ts';
import { redact } from '../../../main/log/redact.ts';
import type { ConnectionReport } from '../../../preload/contract/desk.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { someFacts } from '../../support/some-facts.ts';

function openDiagnostics() {
	const clock = new FakeClock();
	const copied: string[] = [];
	const desk = new DiagnosticsDesk({
		...{ clock, redact },
		collect: (clockFacts) => Promise.resolve(someFacts({ clock: clockFacts })),
		copyText: (text) => Promise.resolve(copied.push(text) > 0),
	});
	const clockFinding = async () =>
		(await desk.report()).findings.find(({ code }) => code.startsWith('clock.'));
	return { clock, copied, desk, clockFinding };
}

const checked = (clockAheadSeconds: number | null): ConnectionReport => ({
	steps: [
		{ step: 'dns', result: 'ok', failure: null, clockAheadSeconds: null },
		{ step: 'clock', result: 'ok', failure: null, clockAheadSeconds },
	],
});

describe('DiagnosticsDesk', () => {
	it('knows the clock once the connection was checked, and hands the report on as it is', async () => {
		const { desk, clockFinding } = openDiagnostics();
		expect(await clockFinding()).toEqual({ code: 'clock.not-compared', values: {} });
		const report = checked(90);
		expect(desk.noted(report)).toBe(report);
		expect(await clockFinding()).toEqual({ code: 'clock.wrong', values: { seconds: 90 } });
		// A check that did not come to the clock says nothing of it.
		desk.noted(checked(null));
		expect(await clockFinding()).toMatchObject({ code: 'clock.wrong' });
	});

	it('sees that the clock was set back while it ran', async () => {
		const { clock, clockFinding } = openDiagnostics();
		clock.advance(3_600_000);
		expect(await clockFinding()).toMatchObject({ code: 'clock.not-compared' });
		clock.wallOffsetMs -= 120_000;
		expect(await clockFinding()).toEqual({ code: 'clock.set-back', values: { seconds: 120 } });
	});

	it('copies the text that the command line prints', async () => {
		const { desk, copied } = openDiagnostics();
		expect(await desk.copy()).toBe(true);
		expect(copied[0]).toMatch(
			/^Diagnostics · Made at 2026-11-23T00:00:00.000Z \(UTC\)\nAll is fine\./,
		);
	});
});
