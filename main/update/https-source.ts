import { download, DownloadFault } from '../network/download.ts';
import type { Network } from '../network/network.ts';
import { UpdateRefused } from './refusal.ts';
import type { UpdateSource } from './source.ts';
import { isUpdateUrl } from './update-url.ts';

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
