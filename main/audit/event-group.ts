import type { ActivityEvent, ActivityGroup } from '../../preload/contract/administration.ts';

const groups: Readonly<Record<ActivityEvent, ActivityGroup>> = {
	started: 'administration',
	unlocked: 'administration',
	'set-up': 'administration',
	'settings-changed': 'administration',
	'pin-right': 'administration',
	'pin-wrong': 'administration',
	found: 'found',
	'otp-sent': 'otp',
	'otp-resent': 'otp',
	verified: 'verified',
	failed: 'failed',
	'profile-read': 'visit',
	'card-read': 'visit',
	'card-printed': 'visit',
	'card-saved': 'visit',
	'visit-ended': 'visit',
	'consent-given': 'visit',
	'consent-declined': 'visit',
	'log-exported': 'administration',
	'log-pruned': 'administration',
	'update-begun': 'administration',
	gap: 'administration',
	'log-mended': 'administration',
	'log-mismatch': 'administration',
};

/** A map, since a million lines are asked: an object is slow for a name that was cut out of one. */
const groupOfEvent: ReadonlyMap<string, ActivityGroup> = new Map(Object.entries(groups));

/** The column and filter that an event belongs to. Not stored: how we group may change, a log may not. */
export function groupOf(event: ActivityEvent): ActivityGroup {
	// Each event has one; a map's type cannot say so.
	return groupOfEvent.get(event) ?? groups[event];
}

/** Whether this version has words for what a line says has happened. */
export function isActivityEvent(event: string): event is ActivityEvent {
	return groupOfEvent.has(event);
}

/** Nothing of each group yet. */
export function noCounts(): Record<ActivityGroup, number> {
	return { found: 0, otp: 0, verified: 0, failed: 0, visit: 0, administration: 0 };
}
