import type { z } from 'zod';

import type {
	FacilityForm,
	FacilityShown,
	NetworkForm,
} from '../../preload/contract/administration.ts';
import type { InputProblem } from '../../preload/contract/failure.ts';
import { AppError } from '../failure.ts';
import { ExtraCaError, readExtraCa } from '../network/trust.ts';
import { configurationOf, type FacilityConfiguration, facilityFields } from './configuration.ts';
import { networkOf, storedNetwork } from './network-fields.ts';

/**
 * A facility as plain JSON, secrets and all: for the vault and for sealed files, and for nothing else.
 * It is what a provisioning file says, but with the certificates themselves. The URLs of sandbox and
 * production are not in it: they belong to the program, which may learn new ones.
 */
export const storedFacility = facilityFields(storedNetwork);

export type StoredFacility = z.infer<typeof storedFacility>;

/** Reveals the secrets. */
export function storeFacility(configuration: FacilityConfiguration): StoredFacility {
	const { environment, generation, clientId, hipId, facilityName } = configuration;
	const { proxy, extraCa, ipv4Only } = configuration.network;
	const clientSecret = configuration.clientSecret.reveal();
	const { urls } = configuration;
	const consentManager = configuration.generation === 'v3' ? { cmId: configuration.cmId } : {};
	return storedFacility.parse({
		...{ format: 1, environment, generation, clientId, clientSecret, hipId, facilityName },
		...(environment === 'custom' ? { urls, ...consentManager } : {}),
		network: {
			proxyUrl: proxy?.url,
			proxyUser: proxy?.user ?? undefined,
			proxyPassword: proxy?.password?.reveal(),
			extraCa: [...extraCa],
			ipv4Only,
		},
	});
}

export function restoreFacility(stored: StoredFacility): FacilityConfiguration {
	return configurationOf({ ...stored, network: networkOf(stored.network, stored.network.extraCa) });
}

/** What Settings may show: everything but the secrets, of which it says that they are set. */
export function showFacility(stored: StoredFacility, clientSecretSetOn: string): FacilityShown {
	const { environment, generation, clientId, hipId, facilityName, network } = stored;
	const noUrls = { sessions: '', abha: '', phr: '' };
	return {
		environment,
		generation,
		urls: 'urls' in stored ? { ...noUrls, ...stored.urls } : noUrls,
		cmId: 'cmId' in stored ? stored.cmId : '',
		clientId,
		clientSecretSetOn,
		hipId,
		facilityName,
		network: {
			proxyUrl: network.proxyUrl ?? '',
			proxyUser: network.proxyUser ?? '',
			hasProxyPassword: network.proxyPassword !== undefined,
			extraCaCount: network.extraCa.length,
			ipv4Only: network.ipv4Only ?? false,
		},
	};
}

/**
 * Reads what was typed, and the file of certificates that it may name. `stored` gives what the form
 * leaves as it is. Throws `invalid-input` for the first field that is wrong, in the form's order.
 */
export function parseFacilityForm(
	form: FacilityForm,
	stored: StoredFacility | null,
): FacilityConfiguration {
	const { environment, generation } = form;
	const [sessions, abha, phr] = [form.urls.sessions, form.urls.abha, form.urls.phr].map(trim);
	const urls = generation === 'v3' ? { sessions, abha, phr } : { sessions, abha };
	const consentManager = generation === 'v3' ? { cmId: trim(form.cmId) } : {};
	const certificates = readCertificates(form.network.extraCaFile, stored);
	const parsed = storedFacility.safeParse({
		...{ format: 1, environment, generation },
		...(environment === 'custom' ? { urls, ...consentManager } : {}),
		clientId: trim(form.clientId),
		clientSecret: trim(form.clientSecret ?? keptClientSecret(form, stored)),
		hipId: trim(form.hipId),
		facilityName: trim(form.facilityName),
		network: {
			proxyUrl: orNone(trim(form.network.proxyUrl)),
			proxyUser: orNone(trim(form.network.proxyUser)),
			proxyPassword: orNone(form.network.proxyPassword ?? keptProxyPassword(form.network, stored)),
			extraCa: 'problem' in certificates ? [] : certificates.pem,
			ipv4Only: form.network.ipv4Only,
		},
	});
	if (parsed.success && !('problem' in certificates)) return restoreFacility(parsed.data);

	const problems = (parsed.error?.issues ?? []).map((issue) => problemOf(issue, urls));
	if ('problem' in certificates) {
		problems.push({ field: 'extraCaFile', problem: certificates.problem });
	}
	const [problem] = problems.sort((a, b) => placeOf(a) - placeOf(b));
	throw new AppError({ code: 'invalid-input', problem: problem ?? malformed });
}

/** Copying brings spaces and line ends along. A proxy's password may begin with one. */
function trim(typed: string): string {
	return typed.trim();
}

function orNone(typed: string): string | undefined {
	return typed === '' ? undefined : typed;
}

/**
 * The stored secret stays where it was given for. Sent to another address, it would be shown to
 * whoever answers there, and Settings show it to nobody.
 */
function keptClientSecret(form: FacilityForm, stored: StoredFacility | null): string {
	if (stored?.environment !== form.environment) return '';
	const isSameAddress =
		!('urls' in stored) || originOf(stored.urls.sessions) === originOf(trim(form.urls.sessions));
	return isSameAddress ? stored.clientSecret : '';
}

/** As with the client secret: another proxy, or another user, has no password yet. */
function keptProxyPassword(form: NetworkForm, stored: StoredFacility | null): string {
	const { proxyUrl, proxyUser, proxyPassword } = stored?.network ?? {};
	const isSame = originOf(trim(form.proxyUrl)) === proxyUrl && trim(form.proxyUser) === proxyUser;
	return isSame ? (proxyPassword ?? '') : '';
}

function originOf(url: string): string | undefined {
	return URL.canParse(url) ? new URL(url).origin : undefined;
}

function readCertificates(
	path: string | null,
	stored: StoredFacility | null,
): { pem: readonly string[] } | { problem: 'not-readable' | 'no-certificate' } {
	if (path === null) return { pem: stored?.network.extraCa ?? [] };
	if (path === '') return { pem: [] };
	try {
		return { pem: readExtraCa(path) };
	} catch (error) {
		if (!(error instanceof ExtraCaError)) throw error;
		const isRead = error.message.includes('certificate');
		return { problem: isRead ? 'no-certificate' : 'not-readable' };
	}
}

const malformed: InputProblem = { field: 'call', problem: 'malformed' };

const fieldsInOrder = [
	...['sessionsUrl', 'abhaUrl', 'phrUrl', 'cmId', 'clientId', 'clientSecret', 'hipId'],
	...['facilityName', 'proxyUrl', 'proxyUser', 'proxyPassword', 'extraCaFile'],
];

function placeOf({ field }: InputProblem): number {
	return fieldsInOrder.indexOf(field);
}

function problemOf(
	issue: z.core.$ZodIssue,
	urls: Record<string, string | undefined>,
): InputProblem {
	const [field = '', inner] = issue.path;
	switch (field) {
		case 'clientId':
		case 'clientSecret':
		case 'hipId':
		case 'cmId':
		case 'facilityName':
			if (issue.code === 'too_small') return { field, problem: 'missing' };
			return { field, problem: issue.code === 'too_big' ? 'too-long' : 'not-printable' };
		case 'urls':
			if (inner !== 'sessions' && inner !== 'abha' && inner !== 'phr') return malformed;
			return { field: `${inner}Url`, problem: urls[inner] === '' ? 'missing' : 'not-a-url' };
		case 'network':
			if (inner === 'proxyUrl') return { field: inner, problem: 'not-a-proxy' };
			if (inner !== 'proxyUser' && inner !== 'proxyPassword') return malformed;
			return {
				field: inner,
				problem: issue.code === 'custom' ? 'needs-the-one-before' : 'not-usable',
			};
		default:
			return malformed;
	}
}
