import { AppError } from '../failure.ts';
import { type FacilityConfiguration, productionHosts } from './configuration.ts';

/**
 * Whether patients stand behind these credentials: by the environment's name, or by the host that an
 * address of one's own leads to.
 */
export function isProduction({ environment, urls }: FacilityConfiguration): boolean {
	if (environment === 'production') return true;
	return Object.values({ ...urls }).some((url) => productionHosts.has(hostOf(url)));
}

/**
 * Throws `invalid-input` for production in a package that is not for patients: it may have an Electron
 * out of support, and switches that open it. Asked wherever a facility is stored or opened.
 */
export function requirePermitted(configuration: FacilityConfiguration, mayUseProduction: boolean) {
	if (mayUseProduction || !isProduction(configuration)) return;
	const problem = { field: 'environment', problem: 'not-in-this-package' } as const;
	throw new AppError({ code: 'invalid-input', problem });
}

/** As the name server sees it: `URL` has made it lower case, and a dot at the end changes nothing. */
function hostOf(url: string): string {
	return new URL(url).hostname.replace(/\.+$/, '');
}
