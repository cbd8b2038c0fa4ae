import { X509Certificate } from 'node:crypto';

import { z } from 'zod';

import { type NetworkSettings, plainNetwork } from '../network/network.ts';
import { ExtraCaError, readExtraCa } from '../network/trust.ts';
import { Secret } from '../secret.ts';

const proxyUrl = z
	.string()
	.max(500)
	.refine(isProxyUrl, {
		error: 'must be http://host:port or https://host:port, without a user, a path or a query',
	})
	.transform((url) => new URL(url).origin);

/** Any script and any punctuation, because a proxy's password is not ours to choose. */
const visible = z
	.string()
	.min(1)
	.max(200)
	.regex(/^\P{Cc}+$/u, { error: 'must be on one line' });

const extraCa = z
	.string()
	.min(1)
	.max(1000)
	.transform((path, context) => {
		try {
			return readExtraCa(path);
		} catch (error) {
			if (!(error instanceof ExtraCaError)) throw error;
			context.addIssue({ code: 'custom', message: error.message });
			return z.NEVER;
		}
	});

const proxyFields = {
	proxyUrl: proxyUrl.optional(),
	// A colon would begin the password in `Proxy-Authorization`.
	proxyUser: visible.regex(/^[^:]+$/, { error: 'must not have a colon' }).optional(),
	proxyPassword: visible.optional(),
	ipv4Only: z.boolean().optional(),
};

interface ProxyFields {
	proxyUrl?: string | undefined;
	proxyUser?: string | undefined;
	proxyPassword?: string | undefined;
	ipv4Only?: boolean | undefined;
}

/** A password goes to the proxy that it was given for, never to one that the network names. */
function requireTheOneBefore(fields: ProxyFields, context: z.RefinementCtx): void {
	const without = (needs: 'proxyUser' | 'proxyPassword', needed: 'proxyUrl' | 'proxyUser') => {
		if (fields[needs] === undefined || fields[needed] !== undefined) return;
		context.addIssue({ code: 'custom', path: [needs], message: `needs "${needed}" beside it` });
	};
	without('proxyUser', 'proxyUrl');
	without('proxyPassword', 'proxyUser');
}

/** The hospital's network, in the provisioning file. All of it may be left out. */
export const networkFields = z
	.strictObject({ ...proxyFields, extraCaFile: extraCa.optional() })
	.superRefine(requireTheOneBefore)
	.optional()
	.transform((fields): NetworkSettings => {
		return fields === undefined ? plainNetwork : networkOf(fields, fields.extraCaFile ?? []);
	});

const certificate = z.string().refine((pem) => {
	try {
		return new X509Certificate(pem).raw.length > 0;
	} catch {
		// The parser's own words help nobody; without this check every call to ABDM would fail.
		return false;
	}
});

/** The hospital's network as the vault keeps it: with the certificates instead of a path to them. */
export const storedNetwork = z
	.strictObject({ ...proxyFields, extraCa: z.array(certificate) })
	.superRefine(requireTheOneBefore);

/** Fields that were read, as the network wants to have them. */
export function networkOf(fields: ProxyFields, certificates: readonly string[]): NetworkSettings {
	const { proxyUrl: url, proxyUser, proxyPassword, ipv4Only } = fields;
	const password = proxyPassword === undefined ? null : new Secret(proxyPassword);
	return {
		proxy: url === undefined ? null : { url, user: proxyUser ?? null, password },
		extraCa: certificates,
		ipv4Only: ipv4Only ?? false,
	};
}

function isProxyUrl(url: string): boolean {
	if (!/^[!-~]+$/.test(url) || !URL.canParse(url)) return false;
	const { protocol, hostname, origin, href } = new URL(url);
	// The rest of an origin is nothing: no user, no path, no query, no fragment.
	return /^https?:$/.test(protocol) && hostname !== '' && href.replace(/\/$/, '') === origin;
}
