import { describe, expect, it } from 'vitest';

import { type FindingCode, type Verdict, verdicts } from '../../../preload/contract/diagnostics.ts';
import { maskId } from '../../../main/diagnostics/mask.ts';
import { createReport } from '../../../main/diagnostics/report.ts';
import { overall, reportJson, reportText } from '../../../main/diagnostics/report-text.ts';
import { createRedactor } from '../../../main/log/redactor.ts';
import { Secret } from '../../../main/secret.ts';
import { someFacts } from '../../support/some-facts.ts';

const nowWallMs = Date.UTC(2026, 10, 23, 6, 30);
const redact = createRedactor({
	secrets: () => [new Secret('canary-client-secret')],
	homeFolder: '/home/asha.kumari',
});
const reportOf = (facts = someFacts()) => createReport(facts, redact, nowWallMs);

describe('the report', () => {
	it('keeps the versions, which look like numbers of patients', () => {
		const text = reportText(reportOf());
		for (const version of ['0.1.0', '45.4.1', '146.0.7680.216', '24.11.0', '6.12.48-amd64']) {
			expect(text).toContain(version);
		}
	});

	it('redacts what pretends to be a version', () => {
		const versions = { ...someFacts().versions, app: '43-4221-5105-6749-0', node: 'Bearer canary' };
		const text = reportText(reportOf(someFacts({ versions })));
		expect(text).not.toMatch(/4221|canary/);
	});

	it('has no home, no secret and no person, wherever they stand', () => {
		const facts = someFacts({
			folder: { ...someFacts().folder, path: '/home/asha.kumari/.config/ABHA Desk' },
			logFolder: '/home/asha.kumari/.config/ABHA Desk/logs',
			system: { name: 'canary-client-secret', version: '1', architecture: '9876543210' },
			facility: {
				environment: 'custom',
				generation: 'v3',
				clientId: 'canary-client-secret',
				hipId: 'deepak.pant@abdm',
			},
			problems: ['2026-11-23T06:30:00.123Z warn {"event":"43-4221-5105-6749 deepak.pant@abdm"}'],
		});
		const report = reportOf(facts);
		for (const text of [reportText(report), reportJson(report), JSON.stringify(report)]) {
			expect(text).not.toMatch(/asha|canary|9876543210|4221|deepak/);
			expect(text).toContain('~/.config/ABHA Desk');
		}
	});

	it('keeps the last ten problems', () => {
		const problems = Array.from({ length: 12 }, (_, index) => `line ${String(index)}`);
		const report = reportOf(someFacts({ problems }));
		expect(report.problems).toEqual(problems.slice(2));
		expect(reportText(report)).toContain('line 11');
	});

	it.each<[Verdict, Parameters<typeof someFacts>[0]]>([
		['fine', {}],
		['look', { flavour: 'test' }],
		['wrong', { flavour: 'test', vault: 'damaged' }],
	])('is as bad as its worst finding: %s', (verdict, instead) => {
		const report = reportOf(someFacts(instead));
		expect(overall(report)).toBe(verdict);
		expect(JSON.parse(reportJson(report))).toMatchObject({ verdict });
	});

	it('says each finding in words, and of each that is not fine what to do', () => {
		const values = {
			...{ version: '1', electron: '1', chromium: '1', node: '1', name: 'x', names: 'x' },
			...{ architecture: 'x', keyring: 'x', seconds: 1, gigabytes: 1, megabytes: 1, path: 'x' },
			...{ reason: 'x', api: 'x', clientId: 'x', hipId: 'x', count: 2 },
		};
		const findings = (Object.keys(verdicts) as FindingCode[]).map((code) => ({ code, values }));
		const at = new Date(nowWallMs).toISOString();
		const { findings: said } = JSON.parse(reportJson({ at, findings, problems: [] })) as {
			findings: { code: FindingCode; says: string; next: string | null }[];
		};
		expect(said).toHaveLength(findings.length);
		for (const { code, says, next } of said) {
			// A missing key would be said as itself, a missing value as `{{…}}`.
			for (const text of [says, next ?? '']) expect(text).not.toMatch(/diagnostics\.|\{\{/);
			expect(next === null).toBe(verdicts[code] === 'fine');
		}
	});
});

describe('maskId', () => {
	it.each([
		['IN2910000007', 'IN…07'],
		['SBX_000001', 'SB…01'],
		['SHORT', '…'],
		['', '…'],
	])('leaves of %j enough to compare', (id, masked) => {
		expect(maskId(id)).toBe(masked);
	});
});
