import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A key and a certificate that signs itself, for servers of the tests only. */
export interface TestCertificate {
	key: string;
	cert: string;
}

interface Wanted {
	/** IPv4 address in the certificate's alternative names. */
	address?: string;
	validFrom?: Date;
	validUntil?: Date;
}

/** Made anew at each run, so that no private key stands in the repository. Node cannot make one itself. */
export function makeTestCertificate({
	address = '127.0.0.1',
	validFrom = new Date(Date.now() - 3_600_000),
	validUntil = new Date(Date.now() + 3_600_000),
}: Wanted = {}): TestCertificate {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	// A name of its own: issuers are looked up by it.
	const commonName = `ABHA Desk tests ${randomBytes(8).toString('hex')}`;
	const name = der(0x30, der(0x31, der(0x30, objectId.commonName, der(0x0c, commonName))));
	const algorithm = der(0x30, objectId.ecdsaWithSha256);
	const alternativeNames = der(0x30, der(0x87, Buffer.from(address.split('.').map(Number))));
	const isAuthority = der(0x30, der(0x01, Buffer.from([0xff])));
	const toBeSigned = der(
		0x30,
		der(0xa0, der(0x02, Buffer.from([2]))),
		der(0x02, Buffer.from([1, ...randomBytes(8)])),
		algorithm,
		name,
		der(0x30, time(validFrom), time(validUntil)),
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(
			0xa3,
			der(
				0x30,
				der(0x30, objectId.alternativeName, der(0x04, alternativeNames)),
				der(0x30, objectId.basicConstraints, der(0x04, isAuthority)),
			),
		),
	);
	const signature = Buffer.concat([Buffer.from([0]), sign('sha256', toBeSigned, privateKey)]);
	return {
		key: pemOf(privateKey),
		cert: armour(der(0x30, toBeSigned, algorithm, der(0x03, signature))),
	};
}

/** One DER value: tag, length, content. */
function der(tag: number, ...contents: (Buffer | string)[]): Buffer {
	const content = Buffer.concat(contents.map((part) => Buffer.from(part)));
	const { length } = content;
	const lengthBytes = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...lengthBytes]), content]);
}

/** GeneralizedTime, e.g. `20261123000000Z`. */
function time(date: Date): Buffer {
	return der(0x18, `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`);
}

const objectId = {
	commonName: der(0x06, Buffer.from('550403', 'hex')),
	alternativeName: der(0x06, Buffer.from('551d11', 'hex')),
	basicConstraints: der(0x06, Buffer.from('551d13', 'hex')),
	ecdsaWithSha256: der(0x06, Buffer.from('2a8648ce3d040302', 'hex')),
};

function armour(bytes: Buffer): string {
	const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
	return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function pemOf(key: KeyObject): string {
	return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
