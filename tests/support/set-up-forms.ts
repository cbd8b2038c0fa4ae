import { parseFacilityConfiguration } from '../../main/facility/configuration.ts';
import type { PlainProvision } from '../../main/provisioning/provision-file.ts';
import { Secret } from '../../main/secret.ts';
import type { SetUpForm } from '../../preload/contract/administration.ts';

/** The secrets of an invented facility; a test looks for them where they must not be. */
export const secrets = {
	clientSecret: 'canary-client-secret-5d1f',
	passphrase: 'canary long passphrase',
	pin: '907214',
};

/** What an IT person types on a PC with a keyring. */
export const setUpForm: SetUpForm = {
	facility: {
		environment: 'sandbox',
		generation: 'v3',
		urls: { sessions: '', abha: '', phr: '' },
		cmId: '',
		clientId: 'SBX_000001',
		clientSecret: secrets.clientSecret,
		hipId: 'IN2910000007',
		facilityName: 'Asha Clinic',
		network: {
			proxyUrl: '',
			proxyUser: '',
			proxyPassword: null,
			extraCaFile: null,
			ipv4Only: false,
		},
	},
	deskName: 'Reception 1',
	pin: secrets.pin,
	protection: { method: 'keyring' },
};

/** What a provisioning file says. */
export function provisionOf(facilityName: string, pin: string | null = null): PlainProvision {
	const { environment, generation, clientId, clientSecret, hipId } = setUpForm.facility;
	const configuration = parseFacilityConfiguration({
		format: 1,
		...{ environment, generation, clientId, clientSecret, hipId, facilityName },
	});
	return {
		kind: 'plain',
		configuration,
		pin: pin === null ? null : new Secret(pin),
		deskName: 'Reception 2',
		kiosk: null,
	};
}
