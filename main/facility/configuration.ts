import { z } from 'zod';

import { isSafeUrl } from '../abdm/http.ts';
import type { NetworkSettings } from '../network/network.ts';
import { Secret } from '../secret.ts';
import { networkFields } from './network-fields.ts';

interface Shared {
	environment: 'sandbox' | 'production' | 'custom';
	clientId: string;
	clientSecret: Secret;
	/** The facility's id in ABDM's registry, sent as `X-HIP-ID`. */
	hipId: string;
	facilityName: string;
	network: NetworkSettings;
}

/** What a facility needs to talk to ABDM. */
export type FacilityConfiguration = Shared &
	(
		| { generation: 'v1v2'; urls: V1V2Urls }
		/** `cmId`: which consent manager, sent as `X-CM-ID` of the session call. */
		| { generation: 'v3'; urls: V3Urls; cmId: string }
	);

/** Base URLs are data: production is not a host swap of the sandbox (abdm-api.md 2.1). */
interface V1V2Urls {
	/** The whole URL of the session call. */
	sessions: string;
	/** The base of all other calls, with `/api`, without a slash at the end. */
	abha: string;
}

interface V3Urls {
	sessions: string;
	/** Without `/v3`, which the paths bring. */
	abha: string;
	/** Of the calls for ABHA addresses, with the `v3` that stands elsewhere in production. */
	phr: string;
}

/** Sandbox as the seed has it; production as public V1/V2 clients have it, never tried by us. */
const v1v2Urls: Readonly<Record<'sandbox' | 'production', V1V2Urls>> = {
	sandbox: {
		sessions: 'https://dev.ndhm.gov.in/gateway/v0.5/sessions',
		abha: 'https://healthidsbx.abdm.gov.in/api',
	},
	production: {
		sessions: 'https://live.abdm.gov.in/gateway/v0.5/sessions',
		abha: 'https://healthid.abdm.gov.in/api',
	},
};

/** As NHA's FAQ of 2025 has them (abdm-api.md 2.1), never tried by us. */
const v3Known: Readonly<Record<'sandbox' | 'production', { urls: V3Urls; cmId: string }>> = {
	sandbox: {
		urls: {
			sessions: 'https://dev.abdm.gov.in/api/hiecm/gateway/v3/sessions',
			abha: 'https://abhasbx.abdm.gov.in/abha/api',
			phr: 'https://abhasbx.abdm.gov.in/abha/api/v3/phr/web',
		},
		cmId: 'sbx',
	},
	production: {
		urls: {
			sessions: 'https://apis.abdm.gov.in/api/hiecm/gateway/v3/sessions',
			abha: 'https://abha.abdm.gov.in/api/abha',
			phr: 'https://phr.abdm.gov.in/api/phr/web/v3',
		},
		cmId: 'abdm',
	},
};

/** Where patients are: what a package that is not for them refuses, however it is written. */
export const productionHosts: ReadonlySet<string> = new Set(
	[
		...Object.values({ ...v1v2Urls.production }),
		...Object.values({ ...v3Known.production.urls }),
	].map((url) => new URL(url).hostname),
);

const safeUrl = z
	.string()
	.max(500)
	.regex(/^[!-~]+$/, { error: 'must be printable characters without spaces' })
	.refine(isSafeUrl, { error: 'must be an https URL (plain http on this computer only)' })
	.refine((url) => !/[?#]/.test(url), { error: 'must not have a query or a fragment' })
	.transform((url) => url.replace(/\/+$/, ''));

/** Printable ASCII: these travel in HTTP headers and bodies, where a line break would be an attack. */
const printable = z
	.string()
	.min(1)
	.max(200)
	.regex(/^[!-~]+$/, { error: 'must be printable characters without spaces' });

const environment = z.enum(['sandbox', 'production', 'custom']);

/**
 * The fields of a facility, format 1, around whatever describes its network. Strict: a misspelt field
 * must not be passed over in silence.
 */
export function facilityFields<Network extends z.ZodType>(network: Network) {
	const shared = {
		format: z.literal(1),
		clientId: printable,
		clientSecret: printable,
		hipId: printable,
		facilityName: z.string().trim().min(1).max(200),
		network,
	};
	const v1v2 = { ...shared, generation: z.literal('v1v2') };
	const v3 = { ...shared, generation: z.literal('v3') };
	const known = { environment: environment.exclude(['custom']) };
	const custom = { environment: environment.extract(['custom']) };
	return z.discriminatedUnion('generation', [
		z.discriminatedUnion('environment', [
			z.strictObject({ ...v1v2, ...known }),
			z.strictObject({
				...v1v2,
				...custom,
				urls: z.strictObject({ sessions: safeUrl, abha: safeUrl }),
			}),
		]),
		z.discriminatedUnion('environment', [
			z.strictObject({ ...v3, ...known }),
			z.strictObject({
				...v3,
				...custom,
				urls: z.strictObject({ sessions: safeUrl, abha: safeUrl, phr: safeUrl }),
				cmId: printable,
			}),
		]),
	]);
}

/** The provisioning file. */
const facilityFile = facilityFields(networkFields);

/** A configuration that cannot be used. The message names the field, never its value. */
export class ConfigurationError extends Error {
	override readonly name = 'ConfigurationError';
}

/** Checks every field of a provisioning file's content, and reads the CA file that it may name. */
export function parseFacilityConfiguration(content: unknown): FacilityConfiguration {
	const parsed = facilityFile.safeParse(content);
	if (!parsed.success) throw new ConfigurationError(describe(parsed.error));
	return configurationOf(parsed.data);
}

/** Fields that were read, with the URLs of the environments that we know. */
export function configurationOf(fields: z.infer<typeof facilityFile>): FacilityConfiguration {
	const { format: _format, clientSecret: secret, ...rest } = fields;
	const clientSecret = new Secret(secret);
	if (rest.generation === 'v1v2') {
		const urls = rest.environment === 'custom' ? rest.urls : v1v2Urls[rest.environment];
		return { ...rest, clientSecret, urls };
	}
	return rest.environment === 'custom'
		? { ...rest, clientSecret }
		: { ...rest, clientSecret, ...v3Known[rest.environment] };
}

/** What the two fields that choose the others may be. */
const choices: Readonly<Record<string, string>> = {
	generation: 'v1v2 or v3',
	environment: environment.options.join(', ').replace(/, (?=\w+$)/, ' or '),
};

/** Built from the issue's kind, because zod's own messages quote values. */
function describe(error: z.ZodError): string {
	const [issue] = error.issues;
	if (issue === undefined) return 'the file cannot be used';
	const field = issue.path.join('.');
	switch (issue.code) {
		case 'unrecognized_keys':
			return `a field that does not belong here: ${issue.keys.map(fieldName).join(', ')}`;
		case 'invalid_union':
			return `field "${field}" must be ${choices[field] ?? 'another'}`;
		case 'invalid_value':
			return `field "${field}" must be ${issue.values.map(String).join(' or ')}`;
		case 'too_small':
			return `field "${field}" is empty`;
		case 'too_big':
			return `field "${field}" is too long`;
		case 'invalid_type':
			return field === ''
				? 'the file must hold one JSON object'
				: `field "${field}" is missing or of the wrong type`;
		case 'custom':
		case 'invalid_format':
			return `field "${field}" ${issue.message}`;
		case 'invalid_element':
		case 'invalid_key':
		case 'not_multiple_of':
			return `field "${field}" is not valid`;
	}
}

/** A key may itself be a misplaced value, so only what looks like a field name is repeated. */
function fieldName(key: string): string {
	return /^[A-Za-z]{1,30}$/.test(key) ? `"${key}"` : '(unprintable)';
}
