import type { Secret } from '../secret.ts';

/** A proxy to go through. */
export interface ProxyServer {
	/** `http://host:port` or `https://host:port`. */
	url: string;
	user: string | null;
	password: Secret | null;
}

const noPassword = { user: null, password: null };

/**
 * The first of the system's proxies that we can use, in the format of PAC and of Electron's
 * `resolveProxy`: `PROXY host:port; HTTPS host:port; DIRECT`. `null` is direct. SOCKS and whatever
 * else comes is passed over; where nothing is left, the list allows no way that we can go.
 */
export function chooseProxy(resolved: string): ProxyServer | 'unusable' | null {
	let isEmpty = true;
	for (const entry of resolved.split(';')) {
		const [kind = '', host = ''] = entry.trim().split(/\s+/);
		if (kind === '') continue;
		if (/^direct$/i.test(kind)) return null;
		isEmpty = false;
		const scheme = /^(?:proxy|http)$/i.test(kind) ? 'http' : /^https$/i.test(kind) ? 'https' : null;
		if (scheme === null || host === '') continue;
		const url = `${scheme}://${host}`;
		if (URL.canParse(url)) return { url: new URL(url).origin, ...noPassword };
	}
	return isEmpty ? null : 'unusable';
}
