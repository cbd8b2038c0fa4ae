import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import * as tls from 'node:tls';

/** A bundle of every authority there is has less than half of this. */
const maxFileBytes = 1024 * 1024;

/** An extra CA file that cannot be used. The message says what is wrong, never what stands in it. */
export class ExtraCaError extends Error {
	override readonly name = 'ExtraCaError';
}

/** Reads and checks a PEM file of authorities that a hospital trusts beside the world's. */
export function readExtraCa(path: string): readonly string[] {
	if (!isAbsolute(path)) throw new ExtraCaError('must be a full path');
	// Windows would log on to whatever computer a network path names.
	if (/^[\\/]{2}/.test(path)) throw new ExtraCaError('must be on this computer');
	const certificates =
		readText(path).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
	if (certificates.length === 0) throw new ExtraCaError('names a file without a PEM certificate');
	for (const certificate of certificates) {
		try {
			new X509Certificate(certificate);
		} catch {
			// The parser's own words are OpenSSL's, and help nobody at a clinic.
			throw new ExtraCaError('names a file with a damaged certificate');
		}
	}
	return certificates;
}

function readText(path: string): string {
	try {
		const stat = statSync(path);
		// A pipe would be waited for without end.
		if (!stat.isFile()) throw new ExtraCaError('names a file that cannot be read');
		if (stat.size > maxFileBytes) throw new ExtraCaError('names a file that is too large');
		return readFileSync(path, 'latin1');
	} catch (error) {
		if (error instanceof ExtraCaError) throw error;
		throw new ExtraCaError('names a file that cannot be read', { cause: error });
	}
}

/** `undefined` where the runtime cannot give them: before Node 22.15, and so in Electron 33. */
function systemAuthorities(): readonly string[] | undefined {
	const { getCACertificates } = tls as { getCACertificates?: (store: 'system') => string[] };
	return getCACertificates?.('system');
}

/**
 * Whom we trust: the authorities that Node brings, those of this computer where we can have them,
 * and the facility's own. Made once and shared, because it takes a parse of all of them.
 */
export function createTrust(
	extraCa: readonly string[],
	readSystem = systemAuthorities,
): tls.SecureContext {
	const system = readSystem() ?? [];
	const own = [...system, ...extraCa];
	return tls.createSecureContext({
		minVersion: 'TLSv1.2',
		// Without any of its own, Node's list is parsed faster if it is not named.
		...(own.length === 0 ? {} : { ca: [...new Set([...tls.rootCertificates, ...own])] }),
	});
}
