import { z } from 'zod';

/** Three numbers of semver. What is no release yet is told by its channel, not by its version. */
const format = /^(?:0|[1-9]\d{0,5})(?:\.(?:0|[1-9]\d{0,5})){2}$/;

export const version = z.string().regex(format);

/** Negative where `a` is older than `b`. Both must be versions. */
export function compareVersions(a: string, b: string): number {
	const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
	const differences = left.map((number, index) => number - (right[index] ?? 0));
	return differences.find((difference) => difference !== 0) ?? 0;
}
