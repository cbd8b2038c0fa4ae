import { describe, expect, it } from 'vitest';

import { createLog, type Log } from '../../../main/log/log.ts';
import { createRecentLines, type DeskFacts } from '../../../main/log/recent-lines.ts';
import { redact } from '../../../main/log/redact.ts';

const noon = new Date('2026-11-23T06:30:00.123Z');

const facts: DeskFacts = {
	version: '0.1.0',
	environment: 'sandbox',
	protection: 'keyring',
	platform: 'linux x64',
};

function openLog(desk = facts): { log: Log; detailsFor: (incident: string) => string | null } {
	const { keep, detailsFor } = createRecentLines(() => desk, redact);
	return { log: createLog(keep, () => noon), detailsFor };
}

describe('createRecentLines', () => {
	it('tells which desk it was and the lines of one incident', () => {
		const { log, detailsFor } = openLog();
		log.info('started');
		log.warn('failed', { incident: 'KTQF-ZMWP', step: 'find-patient' });
		log.warn('failed', { incident: 'BBBB-CCCC' });
		log.error('failed again', { incident: 'KTQF-ZMWP', httpStatus: 500 });
		expect(detailsFor('KTQF-ZMWP')).toBe(
			'ABHA Desk · 0.1.0 · sandbox · keyring · linux x64 · KTQF-ZMWP\n' +
				'2026-11-23T06:30:00.123Z warn ' +
				'{"incident":"KTQF-ZMWP","step":"find-patient","event":"failed"}\n' +
				'2026-11-23T06:30:00.123Z error ' +
				'{"incident":"KTQF-ZMWP","httpStatus":500,"event":"failed again"}\n',
		);
	});

	it.each(['ZZZZ-ZZZZ', '', 'KTQF', '"', 'KTQF-ZMWP","step":"find'])(
		'has nothing to tell of %j',
		(incident) => {
			const { log, detailsFor } = openLog();
			log.warn('failed', { incident: 'KTQF-ZMWP', reason: '"incident":"ZZZZ-ZZZZ"' });
			expect(detailsFor(incident)).toBeNull();
		},
	);

	it('keeps the last 500 lines', () => {
		const { log, detailsFor } = openLog();
		log.info('first', { incident: 'KTQF-ZMWP' });
		log.info('second', { incident: 'BBBB-CCCC' });
		for (let count = 0; count < 499; count++) log.info('later');
		expect(detailsFor('KTQF-ZMWP')).toBeNull();
		expect(detailsFor('BBBB-CCCC')).toContain('second');
	});

	it('redacts what the desk says of itself', () => {
		const { log, detailsFor } = openLog({ ...facts, environment: 'https://abdm.example/?canary' });
		log.info('failed', { incident: 'KTQF-ZMWP' });
		expect(detailsFor('KTQF-ZMWP')).not.toContain('canary');
	});

	it('redacts with what is secret at the time of asking', () => {
		const { keep, detailsFor } = createRecentLines(
			() => facts,
			(text) => text.replaceAll('canary', '[secret]'),
		);
		keep('info', '{"incident":"KTQF-ZMWP","reason":"canary"}');
		expect(detailsFor('KTQF-ZMWP')).toContain('"reason":"[secret]"');
	});

	it('keeps the last warnings and errors however many other lines come after them', () => {
		const { keep, problems } = createRecentLines(() => facts, redact);
		const log = createLog(keep, () => noon);
		log.warn('the oldest');
		for (let count = 0; count < 49; count++) log.error('later');
		for (let count = 0; count < 600; count++) log.info('busy');
		expect(problems()).toHaveLength(50);
		expect(problems()[0]).toContain('the oldest');
		log.warn('the newest');
		expect(problems().at(-1)).toContain('the newest');
		expect(problems().join()).not.toMatch(/the oldest|busy/);
	});
});
