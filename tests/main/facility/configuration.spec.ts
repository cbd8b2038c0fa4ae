import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
	ConfigurationError,
	parseFacilityConfiguration,
} from '../../../main/facility/configuration.ts';

const sandbox = {
	format: 1,
	environment: 'sandbox',
	generation: 'v1v2',
	clientId: 'SBX_000001',
	clientSecret: 'a-client-secret',
	hipId: 'IN2910000007',
	facilityName: 'Asha Clinic',
};
const urls = { sessions: 'https://abdm.example/sessions', abha: 'https://abdm.example/api' };
const custom = { ...sandbox, environment: 'custom', urls };

const texts = ['clientId', 'clientSecret', 'hipId', 'facilityName'] as const;
const headerTexts = ['clientId', 'clientSecret', 'hipId'] as const;

/** What the IT person reads about `content`. */
function refusalOf(content: unknown): string {
	try {
		parseFacilityConfiguration(content);
	} catch (error) {
		if (error instanceof ConfigurationError) return error.message;
		throw error;
	}
	return 'taken';
}

describe('parseFacilityConfiguration', () => {
	it('takes the sandbox, with its URLs as the seed has them', () => {
		const { clientSecret, ...rest } = parseFacilityConfiguration(sandbox);
		expect(clientSecret.reveal()).toBe('a-client-secret');
		expect(rest).toEqual({
			environment: 'sandbox',
			generation: 'v1v2',
			urls: {
				sessions: 'https://dev.ndhm.gov.in/gateway/v0.5/sessions',
				abha: 'https://healthidsbx.abdm.gov.in/api',
			},
			clientId: 'SBX_000001',
			hipId: 'IN2910000007',
			facilityName: 'Asha Clinic',
		});
	});

	it('knows the URLs of production', () => {
		const { urls: known } = parseFacilityConfiguration({ ...sandbox, environment: 'production' });
		expect(known).toEqual({
			sessions: 'https://live.abdm.gov.in/gateway/v0.5/sessions',
			abha: 'https://healthid.abdm.gov.in/api',
		});
	});

	it('takes the URLs of a custom environment, without the slashes at their ends', () => {
		const content = {
			...custom,
			urls: { sessions: `${urls.sessions}//`, abha: `${urls.abha}/` },
		};
		expect(parseFacilityConfiguration(content).urls).toEqual(urls);
	});

	it.each(['http://127.0.0.1:8080/api', 'http://localhost:8080/api', 'http://[::1]:8080/api'])(
		'takes plain http to this computer: %s',
		(abha) => {
			expect(refusalOf({ ...custom, urls: { ...urls, abha } })).toBe('taken');
		},
	);

	it.each([' ', 'https://abdm.example/ ', 'https://abdm.example/\n'])(
		'refuses white space in a URL: %j',
		(abha) => {
			expect(refusalOf({ ...custom, urls: { ...urls, abha } })).toBe(
				'field "urls.abha" must be printable characters without spaces',
			);
		},
	);

	it.each(['https://abdm.example/api?tenant=1', 'https://abdm.example/api#v2'])(
		'refuses %s, to which no path could be added',
		(abha) => {
			expect(refusalOf({ ...custom, urls: { ...urls, abha } })).toBe(
				'field "urls.abha" must not have a query or a fragment',
			);
		},
	);

	it.each([
		'http://abdm.example/api',
		'http://127.0.0.1.evil.example/api',
		'http://localhost.evil.example/api',
		'http://localhost@evil.example/api',
		'http://10.0.0.1/api',
		'https://user:canary@abdm.example/api',
		'ftp://abdm.example/api',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'abdm.example/api',
		'//abdm.example/api',
	])('refuses the URL %j', (abha) => {
		expect(refusalOf({ ...custom, urls: { ...urls, abha } })).toBe(
			'field "urls.abha" must be an https URL (plain http on this computer only)',
		);
	});

	it('checks both URLs', () => {
		const content = { ...custom, urls: { ...urls, sessions: 'http://abdm.example' } };
		expect(refusalOf(content)).toContain('field "urls.sessions"');
	});

	it.each(['sandbox', 'production'])('refuses URLs of its own in %s', (environment) => {
		expect(refusalOf({ ...custom, environment })).toBe('a field that does not belong here: "urls"');
	});

	it('keeps the facility’s name in any script and trims it', () => {
		const content = { ...sandbox, facilityName: '  आशा क्लिनिक ' };
		expect(parseFacilityConfiguration(content).facilityName).toBe('आशा क्लिनिक');
	});

	it('keeps the secret out of whatever prints the configuration', () => {
		expect(JSON.stringify(parseFacilityConfiguration(sandbox))).not.toContain('a-client-secret');
	});
});

describe('the refusal of a configuration', () => {
	it.each(Object.keys(sandbox))('names the field %s when it is missing', (field) => {
		const { [field]: _gone, ...rest } = sandbox as Record<string, unknown>;
		expect(refusalOf(rest)).toContain(`field "${field}"`);
	});

	it.each(Object.keys(sandbox))('names the field %s when it is of another type', (field) => {
		for (const value of [null, 42, true, [], {}, ['sandbox'], { reveal: 1 }]) {
			expect(refusalOf({ ...sandbox, [field]: value })).toContain(`field "${field}"`);
		}
	});

	it.each(texts)('says that %s is empty', (field) => {
		expect(refusalOf({ ...sandbox, [field]: '' })).toBe(`field "${field}" is empty`);
	});

	it.each(texts)('says that %s is too long', (field) => {
		expect(refusalOf({ ...sandbox, [field]: 'x'.repeat(200) })).toBe('taken');
		expect(refusalOf({ ...sandbox, [field]: 'x'.repeat(201) })).toBe(
			`field "${field}" is too long`,
		);
	});

	it('says that a name of spaces is empty', () => {
		expect(refusalOf({ ...sandbox, facilityName: ' \t ' })).toBe('field "facilityName" is empty');
	});

	it('says that a URL is too long', () => {
		const abha = `https://abdm.example/${'x'.repeat(500)}`;
		expect(refusalOf({ ...custom, urls: { ...urls, abha } })).toBe('field "urls.abha" is too long');
	});

	it.each([
		['format', 'field "format" must be 1'],
		['generation', 'field "generation" must be v1v2'],
		['environment', 'field "environment" must be sandbox, production or custom'],
	])('says what %s may be', (field, words) => {
		expect(refusalOf({ ...sandbox, [field]: 'canary' })).toBe(words);
	});

	it('names the URLs that a custom environment is missing', () => {
		expect(refusalOf({ ...sandbox, environment: 'custom' })).toContain('field "urls"');
		expect(refusalOf({ ...custom, urls: { sessions: urls.sessions } })).toContain('"urls.abha"');
	});

	it.each([
		['at the top', { ...sandbox, clientsecret: 'canary' }, '"clientsecret"'],
		['in the URLs', { ...custom, urls: { ...urls, token: 'canary' } }, '"token"'],
		['beside others', { ...sandbox, a: 'canary', b: 'canary' }, '"a", "b"'],
	])('names an unknown field %s', (_where, content, names) => {
		expect(refusalOf(content)).toBe(`a field that does not belong here: ${names}`);
	});

	it('does not repeat a name that looks like a value', () => {
		expect(refusalOf({ ...sandbox, 'canary-5d1f': true })).toBe(
			'a field that does not belong here: (unprintable)',
		);
	});

	it('names a field called __proto__ among the unknown', () => {
		const content: unknown = JSON.parse(
			JSON.stringify(sandbox).replace('{', '{"__proto__":{"x":1},'),
		);
		expect(refusalOf(content)).toBe('a field that does not belong here: (unprintable)');
	});

	it.each([[null], ['text'], [42], [[]], [[sandbox]], [undefined]])(
		'asks for one JSON object instead of %j',
		(content) => {
			expect(refusalOf(content)).toBe('the file must hold one JSON object');
		},
	);

	it.each(headerTexts)('lets no character into %s that could end a header', (field) => {
		const bad = fc.constantFrom('\r', '\n', '\r\n', '\0', ' ', '\t', '\u0085', '\u2028', 'é', 'क');
		const text = fc.stringMatching(/^[!-~]{0,20}$/);
		fc.assert(
			fc.property(text, bad, text, (before, character, after) => {
				const content = { ...sandbox, [field]: `${before}${character}${after}` };
				expect(refusalOf(content)).toBe(
					`field "${field}" must be printable characters without spaces`,
				);
			}),
		);
	});

	it('never shows a value, whatever is wrong with whichever field', () => {
		const canary = fc.stringMatching(/^[\w\-:/. ]{0,250}$/).map((text) => `canary-5d1f ${text}`);
		const value = fc.oneof(canary, fc.array(canary), fc.dictionary(fc.constant('a'), canary));
		const field = fc.constantFrom(...Object.keys(custom));
		fc.assert(
			fc.property(fc.dictionary(field, value, { minKeys: 1 }), (wrong) => {
				const refusal = refusalOf({ ...custom, ...wrong });
				expect(refusal).not.toContain('canary');
				if (!('facilityName' in wrong) || Object.keys(wrong).length > 1) {
					expect(refusal).not.toBe('taken');
				}
			}),
		);
	});
});
