import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';

/** @typedef {import('./components.mjs').Component} Component */

/**
 * The CycloneDX 1.6 bill of materials: what a hospital's scanner compares with known weaknesses.
 *
 * @param {{ name: string, version: string, electronVersion: string, components: readonly Component[] }} program
 * @returns {string} JSON
 */
export function billOfMaterials({ name, version, electronVersion, components }) {
	const bom = new Models.Bom();
	bom.metadata.component = new Models.Component(Enums.ComponentType.Application, name, {
		version,
		bomRef: `${name}@${version}`,
	});
	bom.components.add(
		new Models.Component(Enums.ComponentType.Framework, 'electron', {
			version: electronVersion,
			bomRef: `electron@${electronVersion}`,
			purl: `pkg:npm/electron@${electronVersion}`,
			description: 'With Chromium and Node inside, of the versions that this one names',
			licenses: new Models.LicenseRepository([new Models.SpdxLicense('MIT')]),
		}),
	);
	for (const component of components) bom.components.add(describe(component));
	const serializer = new Serialize.JsonSerializer(
		new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6),
	);
	return serializer.serialize(bom, { sortLists: true, space: 2 });
}

/** @param {Component} component */
function describe({ name, version, licence, integrity }) {
	const [group, plainName] = name.startsWith('@') ? name.split('/') : [undefined, name];
	return new Models.Component(Enums.ComponentType.Library, plainName ?? name, {
		version,
		...(group !== undefined && { group }),
		bomRef: `${name}@${version}`,
		purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
		licenses: new Models.LicenseRepository([new Models.SpdxLicense(licence)]),
		hashes: new Models.HashDictionary(hashOf(integrity)),
	});
}

/**
 * @param {string | undefined} integrity
 * @returns {[Enums.HashAlgorithm, string][]}
 */
function hashOf(integrity) {
	if (!integrity?.startsWith('sha512-')) return [];
	const hex = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');
	return [[Enums.HashAlgorithm['SHA-512'], hex]];
}
