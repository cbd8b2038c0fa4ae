import type { ActivityDay, ActivityGroup } from '../../preload/contract/administration.ts';

// In the order of the legend. A group that the contract gets and this does not is a compile error.
const listed: Record<ActivityGroup, true> = {
	found: true,
	otp: true,
	verified: true,
	failed: true,
	visit: true,
	administration: true,
};

/** All groups, in the order in which they are shown. */
export const activityGroups = Object.keys(listed) as readonly ActivityGroup[];

/** How many entries a day has. */
export function dayTotal({ counts }: ActivityDay): number {
	return activityGroups.reduce((sum, group) => sum + counts[group], 0);
}
