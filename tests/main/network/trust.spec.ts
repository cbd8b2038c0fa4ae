import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createHttp } from '../../../main/abdm/http.ts';
import { createNetwork, plainNetwork } from '../../../main/network/network.ts';
import { createTrust, readExtraCa } from '../../../main/network/trust.ts';
import { ScriptedServer } from '../../support/scripted-server.ts';
import { makeTestCertificate } from '../../support/test-certificate.ts';

const { cert, key } = makeTestCertificate();
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'abha-desk-ca-'));
});

afterEach(() => {
	rmSync(folder, { recursive: true });
});

function fileWith(content: string | Buffer): string {
	const path = join(folder, 'ca.pem');
	writeFileSync(path, content);
	return path;
}

describe('readExtraCa', () => {
	it('reads all certificates of a file, and nothing else of it', () => {
		const other = makeTestCertificate().cert;
		const content = `Hospital CA\r\n${cert}\n# and\n${other.replaceAll('\n', '\r\n')}`;
		expect(readExtraCa(fileWith(content))).toHaveLength(2);
	});

	it.each([
		['nothing', '', 'without a PEM certificate'],
		['DER', Buffer.from([0x30, 0x82, 0x01, 0x02]), 'without a PEM certificate'],
		['a key', key, 'without a PEM certificate'],
		['half a certificate', cert.slice(0, 200), 'without a PEM certificate'],
		['a damaged certificate', cert.replace(/\n.{20}/, '\nAAAAAAAAAAAAAAAAAAAA'), 'damaged'],
		['too much', cert + ' '.repeat(1024 * 1024), 'too large'],
	])('refuses a file with %s', (_what, content, words) => {
		expect(() => readExtraCa(fileWith(content))).toThrow(words);
	});

	it('refuses a file that is not there, a folder, and a path that depends on where it is read', () => {
		expect(() => readExtraCa(join(folder, 'gone.pem'))).toThrow('cannot be read');
		expect(() => readExtraCa(folder)).toThrow('cannot be read');
		// Windows would log on to the computer that this names.
		expect(() => readExtraCa('//elsewhere/share/ca.pem')).toThrow('on this computer');
		expect(() => readExtraCa('ca.pem')).toThrow('must be a full path');
	});
});

describe('createTrust', () => {
	it('trusts the facility’s own authority beside the world’s, and nobody without it', async () => {
		const server = await ScriptedServer.start((_request, response) => response.end('yes'), {
			cert,
			key,
		});
		const request = { method: 'GET', url: server.origin, headers: {} } as const;
		const knowing = createNetwork({ ...plainNetwork, extraCa: readExtraCa(fileWith(cert)) });
		expect((await createHttp({ network: knowing })(request)).bytes.toString()).toBe('yes');
		await expect(createHttp()(request)).rejects.toMatchObject({ kind: 'tls' });
		await server.stop();
	});

	it('is not talked out of it by the environment', async () => {
		const server = await ScriptedServer.start((_request, response) => response.end('yes'), {
			cert,
			key,
		});
		vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
		try {
			const request = { method: 'GET', url: server.origin, headers: {} } as const;
			await expect(createHttp()(request)).rejects.toMatchObject({ kind: 'tls' });
		} finally {
			vi.unstubAllEnvs();
			await server.stop();
		}
	});

	it('takes the system’s authorities where the runtime has them, and does without elsewhere', () => {
		let asked = 0;
		createTrust([], () => {
			asked += 1;
			return [cert];
		});
		expect(asked).toBe(1);
		expect(() => createTrust([], () => undefined)).not.toThrow();
		expect(() => createTrust([cert], () => undefined)).not.toThrow();
	});
});
