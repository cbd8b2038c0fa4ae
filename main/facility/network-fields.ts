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

/** The hospital's network, in the provisioning file. All of it may be left out. */
export const networkFields = z
	.strictObject({
		proxyUrl: proxyUrl.optional(),
		// A colon would begin the password in `Proxy-Authorization`.
		proxyUser: visible.regex(/^[^:]+$/, { error: 'must not have a colon' }).optional(),
		proxyPassword: visible.optional(),
		extraCaFile: extraCa.optional(),
		ipv4Only: z.boolean().optional(),
	})
	.superRefine((fields, context) => {
		// A password goes to the proxy that it was given for, never to one that the network names.
		const without = (needs: 'proxyUser' | 'proxyPassword', needed: 'proxyUrl' | 'proxyUser') => {
			if (fields[needs] === undefined || fields[needed] !== undefined) return;
			context.addIssue({ code: 'custom', path: [needs], message: `needs "${needed}" beside it` });
		};
		without('proxyUser', 'proxyUrl');
		without('proxyPassword', 'proxyUser');
	})
	.optional()
	.transform((fields): NetworkSettings => {
		if (fields === undefined) return plainNetwork;
		const { proxyUrl: url, proxyUser, proxyPassword, extraCaFile, ipv4Only } = fields;
		const password = proxyPassword === undefined ? null : new Secret(proxyPassword);
		return {
			proxy: url === undefined ? null : { url, user: proxyUser ?? null, password },
			extraCa: extraCaFile ?? [],
			ipv4Only: ipv4Only ?? false,
		};
	});

function isProxyUrl(url: string): boolean {
	if (!/^[!-~]+$/.test(url) || !URL.canParse(url)) return false;
	const { protocol, hostname, origin, href } = new URL(url);
	// The rest of an origin is nothing: no user, no path, no query, no fragment.
	return /^https?:$/.test(protocol) && hostname !== '' && href.replace(/\/$/, '') === origin;
}
