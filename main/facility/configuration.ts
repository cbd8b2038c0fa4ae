import { z } from 'zod';

import { isSafeUrl } from '../abdm/http.ts';
import { Secret } from '../secret.ts';

/** What a facility needs to talk to ABDM. */
export interface FacilityConfiguration {
	environment: 'sandbox' | 'production' | 'custom';
	generation: 'v1v2';
	urls: AbdmUrls;
	clientId: string;
	clientSecret: Secret;
	/** The facility's id in ABDM's registry, sent as `X-HIP-ID`. */
	hipId: string;
	facilityName: string;
}

/** Base URLs are data: production is not a host swap of the sandbox (abdm-api.md 2.1). */
interface AbdmUrls {
	/** The whole URL of the session call. */
	sessions: string;
	/** The base of all other calls, with `/api`, without a slash at the end. */
	abha: string;
}

/** Sandbox as the seed has it; production as public V1/V2 clients have it, never tried by us. */
const knownUrls: Readonly<Record<'sandbox' | 'production', AbdmUrls>> = {
	sandbox: {
		sessions: 'https://dev.ndhm.gov.in/gateway/v0.5/sessions',
		abha: 'https://healthidsbx.abdm.gov.in/api',
	},
	production: {
		sessions: 'https://live.abdm.gov.in/gateway/v0.5/sessions',
		abha: 'https://healthid.abdm.gov.in/api',
	},
};

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

const shared = {
	format: z.literal(1),
	generation: z.literal('v1v2'),
	clientId: printable,
	clientSecret: printable,
	hipId: printable,
	facilityName: z.string().trim().min(1).max(200),
};

/** The provisioning file, format 1. Strict: a misspelt field must not be passed over in silence. */
const facilityFile = z.discriminatedUnion('environment', [
	z.strictObject({ ...shared, environment: z.literal('sandbox') }),
	z.strictObject({ ...shared, environment: z.literal('production') }),
	z.strictObject({
		...shared,
		environment: z.literal('custom'),
		urls: z.strictObject({ sessions: safeUrl, abha: safeUrl }),
	}),
]);

/** A configuration that cannot be used. The message names the field, never its value. */
export class ConfigurationError extends Error {
	override readonly name = 'ConfigurationError';
}

/** Checks every field of a provisioning file's content. */
export function parseFacilityConfiguration(content: unknown): FacilityConfiguration {
	const parsed = facilityFile.safeParse(content);
	if (!parsed.success) throw new ConfigurationError(describe(parsed.error));
	const { format: _format, clientSecret, ...rest } = parsed.data;
	const urls = rest.environment === 'custom' ? rest.urls : knownUrls[rest.environment];
	return { ...rest, urls, clientSecret: new Secret(clientSecret) };
}

/** Built from the issue's kind, because zod's own messages quote values. */
function describe(error: z.ZodError): string {
	const [issue] = error.issues;
	if (issue === undefined) return 'the file cannot be used';
	const field = issue.path.join('.');
	switch (issue.code) {
		case 'unrecognized_keys':
			return `a field that does not belong here: ${issue.keys.map(fieldName).join(', ')}`;
		case 'invalid_union':
			return 'field "environment" must be sandbox, production or custom';
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
