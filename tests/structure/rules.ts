import type { BuiltFile, BundleFacts } from '../../scripts/bundle-facts.mjs';

/** Each rule says what breaks it, in words for who has just broken it; nothing: it is kept. */
type Broken = string[];

/** What a built file may have, without its hash; each is some tenth above what it has. */
export interface SizeLimit {
	part: keyof BundleFacts;
	/** Matches the whole name of the file. */
	file: RegExp;
	maxBytes: number;
}

/** Every script and style of a build has a limit, and keeps to it. */
export function oversized(facts: BundleFacts, limits: readonly SizeLimit[]): Broken {
	return (Object.keys(facts) as (keyof BundleFacts)[]).flatMap((part) =>
		facts[part]
			.filter(({ file }) => /\.(?:c?js|css)$/.test(file))
			.flatMap(({ file, bytes }) => {
				const limit = limits.find((each) => each.part === part && each.file.test(file));
				if (limit === undefined) return [`${part}/${file} has no limit`];
				if (bytes <= limit.maxBytes) return [];
				return [`${part}/${file}: ${String(bytes)} bytes, ${String(limit.maxBytes)} allowed`];
			}),
	);
}

/** The files that are read before `first` can run. */
function neededFor(files: readonly BuiltFile[], first: RegExp): BuiltFile[] {
	const byName = new Map(files.map((built) => [built.file, built]));
	const needed = new Set(files.filter(({ file }) => first.test(file)));
	// A set that grows while it is walked is walked to its end.
	for (const { imports } of needed) {
		for (const name of imports) {
			const built = byName.get(name);
			if (built !== undefined) needed.add(built);
		}
	}
	return [...needed];
}

export interface StartLimits {
	maxModules: number;
	maxBytes: number;
	/** Sources that no start needs. */
	never: RegExp;
}

/** A stage of a start reads no more than so much, and nothing that it does not need. */
export function startsHeavily(
	files: readonly BuiltFile[],
	first: RegExp,
	{ maxModules, maxBytes, never }: StartLimits,
): Broken {
	const needed = neededFor(files, first);
	if (needed.length === 0) return [`no file ${String(first)}`];
	const modules = needed.flatMap((built) => built.modules);
	const bytes = needed.reduce((sum, built) => sum + built.bytes, 0);
	return [
		...modules
			.filter((module) => never.test(module))
			.map((module) => `${module} is not to be read`),
		...(modules.length > maxModules
			? [`${String(modules.length)} modules, ${String(maxModules)} allowed`]
			: []),
		...(bytes > maxBytes ? [`${String(bytes)} bytes, ${String(maxBytes)} allowed`] : []),
	];
}

/** The page asks for no more files than so many before it can show something. */
export function waitsForFiles(
	files: readonly BuiltFile[],
	entry: RegExp,
	maxImports: number,
): Broken {
	const needed = neededFor(files, entry).filter(({ isEntry }) => !isEntry);
	if (needed.length <= maxImports) return [];
	return [`waits for ${needed.map(({ file }) => file).join(', ')}`];
}

/** One journey makes the calls that it needs, in their order, and no other. */
export function otherCalls(made: readonly string[], needed: readonly string[]): Broken {
	if (made.join('\n') === needed.join('\n')) return [];
	return [`${String(made.length)} calls, ${String(needed.length)} needed: ${made.join(', ')}`];
}

/** How many there are of each: of listeners by emitter and event, of resources by kind. */
export type Counts = Readonly<Record<string, number>>;

/** What was opened for a visit is closed with it. */
export function leftOver(before: Counts, after: Counts): Broken {
	return Object.entries(after)
		.filter(([what, count]) => count > (before[what] ?? 0))
		.map(([what, count]) => `${what}: ${String(before[what] ?? 0)} before, ${String(count)} after`);
}

/** At a desk where nothing counts down, no timer is faster than this. */
const idleTimerMs = 1_000;

export function hurries(delaysMs: readonly number[]): Broken {
	return delaysMs
		.filter((delayMs) => delayMs < idleTimerMs)
		.map((delayMs) => `a timer of ${String(delayMs)} ms`);
}
