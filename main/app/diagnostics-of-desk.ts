import type { Clock } from '../clock.ts';
import { DiagnosticsDesk } from '../diagnostics/diagnostics-desk.ts';
import type { Diary } from '../log/diary.ts';
import type { Station } from '../station/station.ts';
import { stationFacts } from '../station/station-facts.ts';

export interface DiagnosticsOptions extends Pick<Diary, 'redact' | 'problems'> {
	folder: string;
	clock: Clock;
	station: Station;
	copyText: (text: string) => Promise<boolean>;
	forUpdates: () => { settings: { source: string } };
}

/** The diagnostics of the desk that runs in this process. */
export function createDiagnostics(options: DiagnosticsOptions): DiagnosticsDesk {
	const { folder, clock, station, redact, problems, copyText, forUpdates } = options;
	return new DiagnosticsDesk({
		...{ clock, redact, copyText },
		collect: async (clockFacts) => {
			const { collectFacts } = await import('./diagnostics.ts');
			return collectFacts({
				...{ profile: folder, clock, clockFacts },
				station: stationFacts(station),
				problems: problems(),
				updatesAreOn: forUpdates().settings.source !== 'off',
			});
		},
	});
}
