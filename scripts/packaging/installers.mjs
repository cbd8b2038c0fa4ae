/** @type {Partial<Record<NodeJS.Platform, readonly string[]>>} */
const kinds = {
	win32: ['nsis', 'zip'],
	linux: ['deb', 'rpm', 'AppImage'],
	darwin: ['dmg'],
};

/**
 * What is made for a platform, as electron-builder calls it.
 *
 * @param {NodeJS.Platform} platform
 */
export function installerKinds(platform) {
	return kinds[platform] ?? [];
}
