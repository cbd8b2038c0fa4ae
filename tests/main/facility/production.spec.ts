import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
	parseFacilityConfiguration,
	productionHosts,
} from '../../../main/facility/configuration.ts';
import { openFacility } from '../../../main/facility/facility.ts';
import { isProduction, requirePermitted } from '../../../main/facility/production.ts';
import { failureOf } from '../../support/failure-of.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const credentials = {
	...{ format: 1, clientId: 'SBX_000001', clientSecret: 'invented', hipId: 'IN2910000007' },
	facilityName: 'Asha Clinic',
};

const known = (environment: string, generation: string) =>
	parseFacilityConfiguration({ ...credentials, environment, generation });

const custom = (sessions: string, abha = 'https://abha.invalid') =>
	parseFacilityConfiguration({
		...{ ...credentials, environment: 'custom', generation: 'v1v2' },
		urls: { sessions, abha },
	});

const refused = {
	code: 'invalid-input',
	problem: { field: 'environment', problem: 'not-in-this-package' },
};

describe('a package that is not for patients', () => {
	it.each(['v1v2', 'v3'])('refuses production of %s, and takes the sandbox', async (generation) => {
		const isPermitted = () => {
			requirePermitted(known('production', generation), false);
		};
		expect(await failureOf(Promise.resolve().then(isPermitted))).toEqual(refused);
		expect(isProduction(known('sandbox', generation))).toBe(false);
	});

	it('opens no facility of production, whoever asks for it', async () => {
		const clock = new FakeClock();
		const facility = known('production', 'v3');
		const opening = openFacility(facility, { clock, mayUseProduction: false });
		expect(await failureOf(opening)).toEqual(refused);
		expect(await openFacility(facility, { clock, mayUseProduction: true })).toMatchObject({
			environment: 'production',
		});
	});

	it('knows the hosts of production in any address, however they are written', () => {
		const shout = fc.boolean();
		const hosts = fc.constantFrom(...productionHosts);
		const rest = fc.tuple(fc.constantFrom('', ':8443'), fc.constantFrom('', '/x/y'));
		fc.assert(
			fc.property(
				hosts,
				shout,
				shout,
				rest,
				shout,
				(host, isUpper, hasDot, [port, path], first) => {
					const written = `${isUpper ? host.toUpperCase() : host}${hasDot ? '.' : ''}`;
					const url = `https://${written}${port}${path}`;
					const other = 'https://clinic.invalid/x';
					expect(isProduction(first ? custom(url, other) : custom(other, url))).toBe(true);
				},
			),
		);
	});

	it('takes addresses of others, also where a production host is but a part of them', () => {
		expect(isProduction(custom('https://mirror.invalid/live.abdm.gov.in'))).toBe(false);
		expect(isProduction(custom('https://live.abdm.gov.in.invalid/'))).toBe(false);
		expect(isProduction(custom('http://127.0.0.1:4000/'))).toBe(false);
	});
});
