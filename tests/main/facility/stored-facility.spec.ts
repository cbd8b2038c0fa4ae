import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
	type FacilityConfiguration,
	parseFacilityConfiguration,
} from '../../../main/facility/configuration.ts';
import {
	parseFacilityForm,
	restoreFacility,
	showFacility,
	storedFacility,
	storeFacility,
	type StoredFacility,
} from '../../../main/facility/stored-facility.ts';
import { AppError } from '../../../main/failure.ts';
import type { FacilityForm, NetworkForm } from '../../../preload/contract/administration.ts';
import { makeTestCertificate } from '../../support/test-certificate.ts';

const { cert, key } = makeTestCertificate();
let folder: string;
let caFile: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-stored-'));
	caFile = join(folder, 'ca.pem');
	writeFileSync(caFile, cert);
	writeFileSync(join(folder, 'key.pem'), key);
});

afterAll(() => {
	rmSync(folder, { recursive: true });
});

const shared = {
	format: 1,
	clientId: 'SBX_000001',
	clientSecret: 'canary-client-secret',
	hipId: 'IN2910000007',
	facilityName: 'आशा क्लिनिक',
};
const urls = {
	sessions: 'https://abdm.example/sessions',
	abha: 'https://abdm.example/api',
	phr: 'https://abdm.example/phr',
};
const v3Custom = { ...shared, environment: 'custom', generation: 'v3', urls, cmId: 'sbx' };
const v1v2Custom = {
	...{ ...shared, environment: 'custom', generation: 'v1v2' },
	urls: { sessions: urls.sessions, abha: urls.abha },
};
const network = {
	...{ proxyUrl: 'http://proxy.example:3128', proxyUser: 'asha', ipv4Only: true },
	proxyPassword: 'canary: पासवर्ड',
};

/** The configuration with its secrets in clear, to compare. */
function revealed(configuration: FacilityConfiguration): unknown {
	const secrets = [configuration.clientSecret, configuration.network.proxy?.password];
	return [JSON.parse(JSON.stringify(configuration)), ...secrets.map((secret) => secret?.reveal())];
}

describe('a stored facility', () => {
	it.each([
		['the sandbox', { ...shared, environment: 'sandbox', generation: 'v1v2' }],
		['production', { ...shared, environment: 'production', generation: 'v3' }],
		['V1/V2 at URLs of its own', v1v2Custom],
		['V3 at URLs of its own', v3Custom],
		['a hospital’s network', { ...v3Custom, network }],
	])('is restored as it was: %s', (_what, content) => {
		const configuration = parseFacilityConfiguration(content);
		// As the vault does it: through JSON and the schema.
		const json: unknown = JSON.parse(JSON.stringify(storeFacility(configuration)));
		const restored = restoreFacility(storedFacility.parse(json));
		expect(revealed(restored)).toEqual(revealed(configuration));
	});

	it('has the certificates themselves, so that their file may go', () => {
		const path = join(folder, 'for-a-while.pem');
		writeFileSync(path, cert);
		const content = { ...v3Custom, network: { extraCaFile: path } };
		const stored = storeFacility(parseFacilityConfiguration(content));
		rmSync(path);
		expect(restoreFacility(stored).network.extraCa).toEqual([cert.trim()]);
		expect(JSON.stringify(stored)).not.toContain(path);
	});

	it.each(['sandbox', 'production'])(
		'stores no URL of %s: the program may learn new ones',
		(known) => {
			const content = { ...shared, environment: known, generation: 'v3' };
			const stored = storeFacility(parseFacilityConfiguration(content));
			expect(JSON.stringify(stored)).not.toContain('http');
			expect(stored).not.toHaveProperty('cmId');
		},
	);

	it('gives the secrets as secrets again', () => {
		const stored = storeFacility(parseFacilityConfiguration({ ...v3Custom, network }));
		expect(JSON.stringify(stored)).toContain('canary-client-secret');
		expect(JSON.stringify(restoreFacility(stored))).not.toContain('canary');
	});

	it.each([
		['a field too many', { extra: 1 }],
		['another format', { format: 2 }],
		['a path instead of certificates', { network: { extraCaFile: '/ca.pem' } }],
		['a certificate that is none', { network: { extraCa: ['-----BEGIN CERTIFICATE-----'] } }],
		['a plain http URL', { urls: { ...urls, abha: 'http://abdm.example' } }],
	])('is not one with %s', (_what, changed) => {
		const stored = { ...v3Custom, network: { extraCa: [] } };
		expect(storedFacility.safeParse(stored).success).toBe(true);
		expect(storedFacility.safeParse({ ...stored, ...changed }).success).toBe(false);
	});
});

describe('showFacility', () => {
	it('shows everything but the secrets, of which it says that they are set', () => {
		const stored = storeFacility(parseFacilityConfiguration({ ...v3Custom, network }));
		const shown = showFacility(stored, '2026-11-23T08:00:00.000Z');
		expect(shown).toEqual({
			...{ environment: 'custom', generation: 'v3', urls, cmId: 'sbx', clientId: 'SBX_000001' },
			...{ clientSecretSetOn: '2026-11-23T08:00:00.000Z', hipId: 'IN2910000007' },
			facilityName: 'आशा क्लिनिक',
			network: {
				...{ proxyUrl: 'http://proxy.example:3128', proxyUser: 'asha', ipv4Only: true },
				...{ hasProxyPassword: true, extraCaCount: 0 },
			},
		});
		expect(JSON.stringify(shown)).not.toContain('canary');
	});

	it('has empty texts for what there is not', () => {
		const content = { ...shared, environment: 'sandbox', generation: 'v1v2' };
		const shown = showFacility(storeFacility(parseFacilityConfiguration(content)), 'then');
		expect(shown).toMatchObject({
			...{ urls: { sessions: '', abha: '', phr: '' }, cmId: '' },
			network: { proxyUrl: '', proxyUser: '', hasProxyPassword: false, extraCaCount: 0 },
		});
	});

	it('counts the certificates, and fills the URLs of V1/V2', () => {
		const content = { ...v1v2Custom, network: { extraCaFile: caFile } };
		const shown = showFacility(storeFacility(parseFacilityConfiguration(content)), 'then');
		expect(shown.network.extraCaCount).toBe(1);
		expect(shown.urls).toEqual({ ...urls, phr: '' });
	});
});

const noNetwork: NetworkForm = {
	...{ proxyUrl: '', proxyUser: '', proxyPassword: '', extraCaFile: '', ipv4Only: false },
};
const form: FacilityForm = {
	...{ environment: 'custom', generation: 'v3', urls, cmId: 'sbx', clientId: 'SBX_000001' },
	...{ clientSecret: 'canary-client-secret', hipId: 'IN2910000007', facilityName: 'Asha Clinic' },
	network: noNetwork,
};

function problemOf(changed: Partial<FacilityForm>, stored: StoredFacility | null = null): unknown {
	try {
		parseFacilityForm({ ...form, ...changed }, stored);
	} catch (error) {
		if (error instanceof AppError && error.failure.code === 'invalid-input') {
			return error.failure.problem;
		}
		throw error;
	}
	return null;
}

const withNetwork = (changed: Partial<NetworkForm>) => ({ network: { ...noNetwork, ...changed } });

describe('parseFacilityForm', () => {
	it('reads a facility with URLs of its own', () => {
		expect(revealed(parseFacilityForm(form, null))).toEqual(
			revealed(parseFacilityConfiguration({ ...v3Custom, facilityName: 'Asha Clinic' })),
		);
	});

	it('reads V1/V2, whatever is left in the fields of V3', () => {
		const { urls: read } = parseFacilityForm({ ...form, generation: 'v1v2', cmId: '?' }, null);
		expect(read).toEqual({ sessions: urls.sessions, abha: urls.abha });
	});

	it('reads a known environment, whatever is left in the fields of a custom one', () => {
		const left = { urls: { sessions: 'x', abha: 'y', phr: 'z' }, cmId: ' ' };
		const read = parseFacilityForm({ ...form, ...left, environment: 'production' }, null);
		expect(read).toMatchObject({ environment: 'production', cmId: 'abdm' });
		expect(read.urls.abha).toBe('https://abha.abdm.gov.in/api/abha');
	});

	it('takes away what copying brings along, but not from a password', () => {
		const spaced = {
			...{ clientId: ' SBX_000001\n', clientSecret: '\tcanary-client-secret ', hipId: 'IN1 ' },
			...{ urls: { ...urls, abha: ` ${urls.abha}/ ` }, facilityName: ' Asha ' },
			...withNetwork({ proxyUrl: ' http://p:1/ ', proxyUser: ' a ', proxyPassword: ' b ' }),
		};
		const read = parseFacilityForm({ ...form, ...spaced }, null);
		expect(read).toMatchObject({ clientId: 'SBX_000001', hipId: 'IN1', facilityName: 'Asha' });
		expect(read.clientSecret.reveal()).toBe('canary-client-secret');
		expect(read.urls.abha).toBe(urls.abha);
		expect(read.network.proxy).toMatchObject({ url: 'http://p:1', user: 'a' });
		expect(read.network.proxy?.password?.reveal()).toBe(' b ');
	});

	it('reads the file of certificates', () => {
		const read = parseFacilityForm({ ...form, ...withNetwork({ extraCaFile: caFile }) }, null);
		expect(read.network.extraCa).toEqual([cert.trim()]);
	});

	it.each([
		['clientId', '', 'missing'],
		['clientId', '  ', 'missing'],
		['clientId', 'x'.repeat(201), 'too-long'],
		['clientId', 'two words', 'not-printable'],
		['clientSecret', '', 'missing'],
		['clientSecret', null, 'missing'],
		['clientSecret', 'line\nbreak', 'not-printable'],
		['clientSecret', 'x'.repeat(201), 'too-long'],
		['hipId', '', 'missing'],
		['hipId', 'आईएन', 'not-printable'],
		['cmId', '', 'missing'],
		['cmId', 's b x', 'not-printable'],
		['facilityName', ' ', 'missing'],
		['facilityName', 'x'.repeat(201), 'too-long'],
	] as const)('says of %s %j that it is %s', (field, value, problem) => {
		expect(problemOf({ [field]: value })).toEqual({ field, problem });
	});

	it.each([
		['sessions', 'sessionsUrl', '', 'missing'],
		['abha', 'abhaUrl', ' ', 'missing'],
		['phr', 'phrUrl', '', 'missing'],
		['sessions', 'sessionsUrl', 'http://abdm.example', 'not-a-url'],
		['abha', 'abhaUrl', 'https://abdm.example?x=1', 'not-a-url'],
		['phr', 'phrUrl', 'abdm', 'not-a-url'],
		['abha', 'abhaUrl', `https://abdm.example/${'x'.repeat(500)}`, 'not-a-url'],
	] as const)('says of the URL %s at %s: %j is %s', (name, field, url, problem) => {
		expect(problemOf({ urls: { ...urls, [name]: url } })).toEqual({ field, problem });
	});

	it.each([
		[{ proxyUrl: 'proxy.example' }, { field: 'proxyUrl', problem: 'not-a-proxy' }],
		[{ proxyUrl: 'socks5://p:1' }, { field: 'proxyUrl', problem: 'not-a-proxy' }],
		[{ proxyUser: 'asha' }, { field: 'proxyUser', problem: 'needs-the-one-before' }],
		[
			{ proxyUrl: 'http://p:1', proxyPassword: 'x' },
			{ field: 'proxyPassword', problem: 'needs-the-one-before' },
		],
		[
			{ proxyUrl: 'http://p:1', proxyUser: 'a:b' },
			{ field: 'proxyUser', problem: 'not-usable' },
		],
		[
			{ proxyUrl: 'http://p:1', proxyUser: 'a', proxyPassword: 'x\ny' },
			{ field: 'proxyPassword', problem: 'not-usable' },
		],
		// The first of two, although the second is found before it.
		[
			{ proxyUser: 'asha', proxyPassword: 'x\ny' },
			{ field: 'proxyUser', problem: 'needs-the-one-before' },
		],
	])('says of the network %j: %j', (changed, problem) => {
		expect(problemOf(withNetwork(changed))).toEqual(problem);
	});

	it.each([
		['gone.pem', 'not-readable'],
		['key.pem', 'no-certificate'],
	])('says of %s that it is %s', (name, problem) => {
		const changed = withNetwork({ extraCaFile: join(folder, name) });
		expect(problemOf(changed)).toEqual({ field: 'extraCaFile', problem });
	});

	it('wants the full path of the certificates', () => {
		const problem = { field: 'extraCaFile', problem: 'not-readable' };
		expect(problemOf(withNetwork({ extraCaFile: 'ca.pem' }))).toEqual(problem);
	});

	it('names the first wrong field in the order of the form, whatever else is wrong', () => {
		const wrong = [
			['sessionsUrl', { urls: { sessions: '', abha: '', phr: '' } }],
			['cmId', { cmId: '' }],
			['clientId', { clientId: '' }],
			['clientSecret', { clientSecret: '' }],
			['hipId', { hipId: '' }],
			['facilityName', { facilityName: '' }],
			['proxyUrl', withNetwork({ proxyUrl: 'x', extraCaFile: 'x' })],
		] as const;
		fc.assert(
			fc.property(fc.subarray([...wrong], { minLength: 1 }), (some) => {
				const changed = Object.assign({}, ...some.map(([, change]) => change)) as object;
				expect(problemOf(changed)).toMatchObject({ field: some[0]?.[0] });
			}),
		);
	});
});

describe('parseFacilityForm over a stored facility', () => {
	const stored = () =>
		storeFacility(parseFacilityConfiguration({ ...v3Custom, network: { ...network } }));
	const kept: FacilityForm = {
		...{ ...form, clientSecret: null },
		network: { ...network, proxyPassword: null, extraCaFile: null },
	};

	it('keeps the secrets that are not typed anew', () => {
		const read = parseFacilityForm({ ...kept, facilityName: 'Asha Hospital' }, stored());
		expect(read.facilityName).toBe('Asha Hospital');
		expect(read.clientSecret.reveal()).toBe('canary-client-secret');
		expect(read.network.proxy?.password?.reveal()).toBe('canary: पासवर्ड');
	});

	it('takes the new secrets', () => {
		const typed = { ...kept.network, proxyPassword: 'new password' };
		const changed = { ...kept, clientSecret: 'new-secret', network: typed };
		const read = parseFacilityForm(changed, stored());
		expect(read.clientSecret.reveal()).toBe('new-secret');
		expect(read.network.proxy?.password?.reveal()).toBe('new password');
	});

	it('keeps the certificates unless others are named, or none', () => {
		const content = { ...v3Custom, network: { extraCaFile: caFile } };
		const withCa = storeFacility(parseFacilityConfiguration(content));
		const certificates = (extraCaFile: string | null) =>
			parseFacilityForm({ ...kept, ...withNetwork({ extraCaFile }) }, withCa).network.extraCa;
		expect(certificates(null)).toEqual([cert.trim()]);
		expect(certificates('')).toEqual([]);
		expect(certificates(caFile)).toEqual([cert.trim()]);
	});

	it('keeps the secret for the other generation, and for other paths at the same address', () => {
		const moved = { ...urls, sessions: `${urls.sessions}/v3`, abha: 'https://other.example/api' };
		for (const changed of [{ generation: 'v1v2' as const }, { urls: moved }]) {
			const read = parseFacilityForm({ ...kept, ...changed }, stored());
			expect(read.clientSecret.reveal()).toBe('canary-client-secret');
		}
	});

	it.each([
		['another environment', { environment: 'sandbox' as const }],
		['another address', { urls: { ...urls, sessions: 'https://evil.example/sessions' } }],
		['another port', { urls: { ...urls, sessions: 'https://abdm.example:444/sessions' } }],
	])('does not send the stored secret to %s', (_what, changed) => {
		const problem = { field: 'clientSecret', problem: 'missing' };
		expect(problemOf({ ...kept, ...changed }, stored())).toEqual(problem);
	});

	it.each([
		['another proxy', { proxyUrl: 'http://evil.example:3128' }],
		['another user', { proxyUser: 'else' }],
		['no proxy', { proxyUrl: '', proxyUser: '' }],
	])('does not give the stored password to %s', (_what, changed) => {
		const read = parseFacilityForm({ ...kept, network: { ...kept.network, ...changed } }, stored());
		expect(read.network.proxy?.password ?? null).toBeNull();
	});

	it('removes the password, on request', () => {
		const read = parseFacilityForm(
			{ ...kept, network: { ...kept.network, proxyPassword: '' } },
			stored(),
		);
		expect(read.network.proxy).toMatchObject({ user: 'asha', password: null });
	});
});
