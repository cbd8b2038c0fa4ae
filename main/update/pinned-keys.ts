/**
 * Whose updates are taken: public Ed25519 keys, 32 bytes in base64url, as `npm run sign-update` says
 * them. Either may sign. `next` lies unused in a safe until `current` is lost or has to be replaced.
 */
export interface PinnedKeys {
	current: string | null;
	next: string | null;
}

/**
 * None yet: the team has not made its keys, so every update is refused (`no-pinned-keys`). They are
 * written here, and nowhere else, so that a change of them is a change of the source that is reviewed:
 * a key that the build took from its environment would be one that nobody sees.
 */
export const pinnedKeys: PinnedKeys = { current: null, next: null };
