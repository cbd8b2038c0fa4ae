import { download, DownloadFault } from '../network/download.ts';
import type { Network } from '../network/network.ts';
import { UpdateRefused } from './refusal.ts';
import type { UpdateSource } from './source.ts';

const reasons = {
	missing: 'nothing-there',
	redirected: 'redirected',
	refused: 'source-unreachable',
	unreachable: 'source-unreachable',
	'cut-off': 'truncated',
} as const;

/**
 * Any server that gives out files. `folderUrl` is the folder that the manifest lies in; it goes the
 * same way out of the house as everything else, through the same proxy and with the same trust.
 */
export function createHttpsSource(folderUrl: string, network: Network): UpdateSource {
	if (!isUpdateUrl(folderUrl)) throw new TypeError('Updates come from an https folder');
	const folder = folderUrl.replace(/\/*$/, '');
	return {
		async *read(name, signal) {
			try {
				yield* download(`${folder}/${name}`, network, signal);
			} catch (error) {
				if (!(error instanceof DownloadFault)) throw error;
				throw new UpdateRefused(reasons[error.kind], { cause: error });
			}
		},
	};
}

/** Whether updates may be fetched from this URL: https, and a folder's plain address. */
export function isUpdateUrl(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, username, password, search, hash } = new URL(url);
	return protocol === 'https:' && [username, password, search, hash].every((part) => part === '');
}
