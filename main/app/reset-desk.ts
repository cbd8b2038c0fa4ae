import { app } from 'electron';

import type { ResetReport } from '../../preload/contract/diagnostics.ts';
import type { Clock } from '../clock.ts';
import type { Reset } from '../ipc/handlers.ts';
import type { Log } from '../log/log.ts';
import { startAgain } from './start-again.ts';

export interface ResetDeskOptions {
	folder: string;
	clock: Clock;
	log: Log;
	/** What this start has removed already. */
	report: ResetReport | null;
	/** Ends what writes files. */
	finish: () => Promise<void>;
}

/** Time for the answer to reach the page, which then says what is going on. */
const answerMs = 500;

/** The reset of a desk that runs: it is ordered, and the start that follows does it. */
export function createReset({ folder, clock, log, report, finish }: ResetDeskOptions): Reset {
	if (report !== null) {
		const removed = report.removed.map(({ part, count }) => `${part} ${count}`);
		const left = report.left.map(({ why }) => why);
		log.info('reset', { reason: [...removed, ...left].join(', ') });
	}
	return {
		report,
		order: async () => {
			const [{ orderReset }, { profileToReset }] = await Promise.all([
				import('../reset/order-reset.ts'),
				import('./reset.ts'),
			]);
			await orderReset(profileToReset(folder));
			log.info('reset ordered');
			const { argv, env: environment } = process;
			clock.after(answerMs, () => void startAgain(app, { argv, environment, finish }));
		},
	};
}
