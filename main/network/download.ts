import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';

import type { Network } from './network.ts';

/** Why a download did not begin, or not end. */
export class DownloadFault extends Error {
	override readonly name = 'DownloadFault';
	readonly kind: 'missing' | 'redirected' | 'refused' | 'unreachable' | 'cut-off';

	constructor(kind: DownloadFault['kind'], options?: ErrorOptions) {
		super(kind, options);
		this.kind = kind;
	}
}

/**
 * The bytes behind an https URL, piece by piece: for what is too large for memory, and holds nothing
 * of a patient. Follows no redirect, sends nothing but the path, asks caches in between to look again.
 * Throws DownloadFault. How much and how long is for the caller, who stops reading or aborts.
 */
export async function* download(
	url: string,
	network: Network,
	signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
	const { protocol, username, password } = new URL(url);
	if (protocol !== 'https:' || username !== '' || password !== '') {
		throw new TypeError('Only https, and no password in it');
	}
	const answer = await ask(url, network, signal);
	const { statusCode = 0 } = answer;
	if (statusCode !== 200) {
		answer.destroy();
		throw new DownloadFault(meaningOf(statusCode));
	}
	try {
		for await (const piece of answer as AsyncIterable<Buffer>) yield piece;
	} catch (error) {
		throw new DownloadFault('cut-off', { cause: error });
	}
}

async function ask(url: string, network: Network, signal: AbortSignal): Promise<IncomingMessage> {
	try {
		const agent = await network.agentFor(url);
		return await new Promise((resolve, reject) => {
			const headers = {
				'User-Agent': 'ABHA-Desk',
				'Accept-Encoding': 'identity',
				'Cache-Control': 'no-cache',
			};
			request(url, { agent, headers, signal }, resolve).on('error', reject).end();
		});
	} catch (error) {
		throw new DownloadFault('unreachable', { cause: error });
	}
}

function meaningOf(status: number): DownloadFault['kind'] {
	if (status === 404 || status === 410) return 'missing';
	return status >= 300 && status <= 399 ? 'redirected' : 'refused';
}
