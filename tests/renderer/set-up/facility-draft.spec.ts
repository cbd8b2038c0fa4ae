import { describe, expect, it } from 'vitest';
import { draftOf, formOf, missingIn } from '../../../renderer/set-up/facility-draft.ts';
import { settings } from '../fake-desk.ts';

const { facility } = settings;
const none = { clientSecret: '', proxyPassword: '' };

describe('A facility that is typed', () => {
	it('begins with the sandbox and V3', () => {
		expect(draftOf(null)).toMatchObject({ environment: 'sandbox', generation: 'v3' });
	});

	it('begins with what is stored, without any secret', () => {
		const form = formOf(draftOf(facility), none, facility);
		expect(form).toMatchObject({ clientId: 'SBX_000001', clientSecret: null });
	});

	it('does not send addresses that are not on the screen', () => {
		const typed = {
			...draftOf(null),
			sessionsUrl: 'https://s.example',
			abhaUrl: 'https://a.example',
			phrUrl: 'https://p.example',
			cmId: 'sbx',
		};
		expect(formOf(typed, none, null)).toMatchObject({
			urls: { sessions: '', abha: '', phr: '' },
			cmId: '',
		});
		const v1v2 = { ...typed, environment: 'custom', generation: 'v1v2' } as const;
		expect(formOf(v1v2, none, null)).toMatchObject({
			urls: { sessions: 'https://s.example', abha: 'https://a.example', phr: '' },
			cmId: '',
		});
	});

	it('keeps no secret where none is stored: empty is then empty', () => {
		const withoutPassword = { ...facility, network: { ...facility.network, proxyUser: 'desk' } };
		const form = formOf(draftOf(withoutPassword), none, withoutPassword);
		expect(form.network).toMatchObject({ proxyPassword: '', extraCaFile: '' });
		expect(formOf(draftOf(null), none, null).clientSecret).toBe('');
	});

	it('misses each field that is empty, in the order of the screen, and then none', () => {
		const draft = { ...draftOf(null), environment: 'custom' as const };
		const secrets = { ...none };
		const filled: string[] = [];
		const missing = () => missingIn(formOf(draft, secrets, null));
		for (let problem = missing(); problem !== null; problem = missing()) {
			filled.push(problem.field);
			if (problem.field === 'clientSecret') secrets.clientSecret = 'typed';
			else Object.assign(draft, { [problem.field]: 'typed' });
		}
		expect(filled).toEqual([
			'sessionsUrl',
			'abhaUrl',
			'phrUrl',
			'cmId',
			'clientId',
			'clientSecret',
			'hipId',
			'facilityName',
		]);
	});

	it('takes spaces for nothing', () => {
		const draft = { ...draftOf(facility), hipId: '  ' };
		expect(missingIn(formOf(draft, none, facility))).toEqual({
			field: 'hipId',
			problem: 'missing',
		});
	});
});
