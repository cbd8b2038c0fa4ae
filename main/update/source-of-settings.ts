import type { UpdateSettings } from '../../preload/contract/updates.ts';
import type { Network } from '../network/network.ts';
import { createFolderSource } from './folder-source.ts';
import { createHttpsSource } from './https-source.ts';
import type { UpdateSource } from './source.ts';

/** The source that the settings name, as they are now; `null`: none. */
export function sourceOf(
	{ source, place }: UpdateSettings,
	network: () => Network,
): UpdateSource | null {
	switch (source) {
		case 'off':
			return null;
		case 'https':
			return createHttpsSource(place, network());
		case 'folder':
			return createFolderSource(place);
	}
}
