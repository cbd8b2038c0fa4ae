import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
	ConfigurationError,
	parseFacilityConfiguration,
} from '../../../main/facility/configuration.ts';
import { makeTestCertificate } from '../../support/test-certificate.ts';

const { cert, key } = makeTestCertificate();
let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-network-'));
	writeFileSync(join(folder, 'ca.pem'), cert);
	writeFileSync(join(folder, 'canary.pem'), key);
});

afterAll(() => {
	rmSync(folder, { recursive: true });
});

function parse(network: unknown) {
	return parseFacilityConfiguration({
		format: 1,
		environment: 'sandbox',
		generation: 'v3',
		clientId: 'SBX_000001',
		clientSecret: 'a-client-secret',
		hipId: 'IN2910000007',
		facilityName: 'Asha Clinic',
		network,
	}).network;
}

function refusalOf(network: unknown): string {
	try {
		parse(network);
	} catch (error) {
		if (error instanceof ConfigurationError) return error.message;
		throw error;
	}
	return 'taken';
}

const proxyUrl = 'http://proxy.example:3128';

describe('the network of a facility', () => {
	it('is plain when nothing is said', () => {
		const plain = { proxy: null, extraCa: [], ipv4Only: false };
		expect(parse(undefined)).toEqual(plain);
		expect(parse({})).toEqual(plain);
	});

	it('has a proxy with a user and a password, which nothing prints', () => {
		const proxyPassword = 'canary: पासवर्ड';
		const network = parse({ proxyUrl: `${proxyUrl}/`, proxyUser: 'asha', proxyPassword });
		expect(network.proxy).toMatchObject({ url: proxyUrl, user: 'asha' });
		expect(network.proxy?.password?.reveal()).toBe(proxyPassword);
		expect(JSON.stringify(network)).not.toContain('canary');
	});

	it('may have a proxy without a user, and one without a password', () => {
		expect(parse({ proxyUrl }).proxy).toEqual({ url: proxyUrl, user: null, password: null });
		expect(parse({ proxyUrl, proxyUser: 'asha' }).proxy?.password).toBeNull();
	});

	it('has the certificates of the file that it names', () => {
		const { extraCa } = parse({ extraCaFile: join(folder, 'ca.pem') });
		expect(extraCa).toEqual([cert.trim()]);
	});

	it.each([
		['gone.pem', 'field "network.extraCaFile" names a file that cannot be read'],
		['canary.pem', 'field "network.extraCaFile" names a file without a PEM certificate'],
	])('says of %s what is wrong', (name, words) => {
		expect(refusalOf({ extraCaFile: join(folder, name) })).toBe(words);
	});

	it('can be IPv4 alone', () => {
		expect(parse({ ipv4Only: true }).ipv4Only).toBe(true);
	});

	it.each([
		['proxy.example:3128'],
		['socks5://proxy.example:1080'],
		['http://asha:canary@proxy.example:3128'],
		['http://proxy.example:3128/path'],
		['http://proxy.example:3128?canary'],
		['http://'],
		[' http://proxy.example:3128'],
		[''],
	])('has no proxy at %j', (url) => {
		expect(refusalOf({ proxyUrl: url })).toBe(
			'field "network.proxyUrl" must be http://host:port or https://host:port, without a user, a path or a query',
		);
	});

	it.each([
		[{ proxyUser: 'asha' }, 'field "network.proxyUser" needs "proxyUrl" beside it'],
		[
			{ proxyUrl, proxyPassword: 'canary' },
			'field "network.proxyPassword" needs "proxyUser" beside it',
		],
		[{ proxyUrl, proxyUser: 'as:ha' }, 'field "network.proxyUser" must not have a colon'],
		[{ proxyUrl, proxyUser: 'as\nha' }, 'field "network.proxyUser" must be on one line'],
		[{ ipv4Only: 'yes' }, 'field "network.ipv4Only" is missing or of the wrong type'],
		[{ proxy: proxyUrl }, 'a field that does not belong here: "proxy"'],
		[{ extraCaFile: 'ca.pem' }, 'field "network.extraCaFile" must be a full path'],
		[{ rejectUnauthorized: false }, 'a field that does not belong here: "rejectUnauthorized"'],
		[null, 'field "network" is missing or of the wrong type'],
	])('refuses %j', (network, words) => {
		expect(refusalOf(network)).toBe(words);
	});

	it('never shows a value, whatever is wrong with whichever field', () => {
		const canary = fc.stringMatching(/^[\w\-:/. \n]{0,250}$/).map((text) => `canary ${text}`);
		const value = fc.oneof(canary, fc.array(canary), fc.dictionary(fc.constant('a'), canary));
		const fields = ['proxyUrl', 'proxyUser', 'proxyPassword', 'extraCaFile', 'ipv4Only'];
		fc.assert(
			fc.property(fc.dictionary(fc.constantFrom(...fields), value, { minKeys: 1 }), (network) => {
				const refusal = refusalOf(network);
				expect(refusal).not.toContain('canary');
				expect(refusal).not.toBe('taken');
			}),
		);
	});
});
