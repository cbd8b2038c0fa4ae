import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';

import { isLoopback } from './loopback.ts';
import { ProxyAgent, ProxyRefused } from './proxy-agent.ts';
import { chooseProxy, type ProxyServer } from './proxy-choice.ts';
import { noteReuse } from './reused-socket.ts';
import { createTrust } from './trust.ts';

/** The ways out of this computer. */
export interface Network {
	/** The agent for a request to `url`, kept and used again for the next one that goes the same way. */
	agentFor(url: string): Promise<HttpAgent>;
	/** Whether a proxy stands before `url`: then the proxy resolves its name, not this computer. */
	isProxied(url: string): Promise<boolean>;
}

/** What the facility's IT person says about the hospital's network. */
export interface NetworkSettings {
	/** `null`: whatever the system says. */
	proxy: ProxyServer | null;
	/** PEM certificates to trust beside the world's and the system's. */
	extraCa: readonly string[];
	/** Some hospitals' routers announce IPv6 and lose it. */
	ipv4Only: boolean;
}

export const plainNetwork: NetworkSettings = { proxy: null, extraCa: [], ipv4Only: false };

/** Electron's `session.resolveProxy`: the system's settings and PAC, e.g. `PROXY host:port; DIRECT`. */
export type ResolveProxy = (url: string) => Promise<string>;

/** Keep-alive, because a second patient must not pay for TLS again. */
const shared: AgentOptions = {
	keepAlive: true,
	scheduling: 'lifo',
	maxSockets: 8,
	// Idle connections are closed: a router that forgot one would cost the next patient a deadline.
	timeout: 30_000,
};

export function createNetwork(
	settings: NetworkSettings = plainNetwork,
	resolveProxy: ResolveProxy = () => Promise.resolve('DIRECT'),
): Network {
	const agents = new Map<string, HttpAgent>();
	const family = settings.ipv4Only ? 4 : undefined;
	let trust: AgentOptions | undefined;
	// At the first https call rather than at the start: reading the system's authorities takes time.
	const tlsOptions = () =>
		(trust ??= {
			secureContext: createTrust(settings.extraCa),
			// Said here, because otherwise NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment decides.
			rejectUnauthorized: true,
		});

	const proxyFor = async ({ hostname, origin }: URL): Promise<ProxyServer | 'unusable' | null> => {
		if (isLoopback(hostname)) return null;
		if (settings.proxy !== null) return settings.proxy;
		// The origin is all that a PAC file needs to know.
		return chooseProxy(await resolveProxy(origin));
	};

	const createAgent = (protocol: string, proxy: ProxyServer | null): HttpAgent => {
		if (protocol === 'http:') return new HttpAgent({ ...shared, family });
		const options = { ...shared, family, ...tlsOptions() };
		return proxy === null ? new HttpsAgent(options) : new ProxyAgent(proxy, options);
	};

	return {
		isProxied: async (url) => (await proxyFor(new URL(url))) !== null,
		agentFor: async (url) => {
			const target = new URL(url);
			const proxy = await proxyFor(target);
			// Never past a proxy that the hospital wants in between.
			if (proxy === 'unusable') throw new ProxyRefused('No proxy of a kind that we can use');
			const way = `${target.protocol} ${proxy?.url ?? 'direct'}`;
			const agent = agents.get(way) ?? noteReuse(createAgent(target.protocol, proxy));
			agents.set(way, agent);
			return agent;
		},
	};
}
