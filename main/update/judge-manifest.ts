import type { ManifestFile, SignedManifest } from './manifest.ts';
import { product } from './manifest.ts';
import { UpdateRefused } from './refusal.ts';
import type { Staged, UpdateRecord } from './update-record.ts';
import { compareVersions } from './version.ts';

/** A PC's clock may be this far behind: a time zone set wrong, and some more. */
const skewMs = 24 * 3_600_000;

/** What this PC knows by itself. */
export interface Knowledge {
	channel: string;
	runningVersion: string;
	/** What of a manifest's files would fit; `null`: nothing ever does. */
	target: (Pick<ManifestFile, 'platform' | 'format'> & { arch: string }) | null;
	record: Pick<UpdateRecord, 'highest' | 'failed'>;
	nowWallMs: number;
}

/**
 * The file that would update this PC, or `up-to-date`. Throws UpdateRefused. The times come before
 * the counter: a source that goes on showing an old manifest is `expired`, never `up-to-date`.
 */
export function judgeManifest(
	{ manifest, digest }: SignedManifest,
	{ channel, runningVersion, target, record, nowWallMs }: Knowledge,
): ManifestFile | 'up-to-date' {
	const { counter, version } = manifest;
	if (manifest.product !== product) throw new UpdateRefused('other-product');
	if (manifest.channel !== channel) throw new UpdateRefused('other-channel');
	if (Date.parse(manifest.issuedAt) > nowWallMs + skewMs)
		throw new UpdateRefused('issued-in-future');
	if (Date.parse(manifest.expiresAt) <= nowWallMs) throw new UpdateRefused('expired');

	const { highest, failed } = record;
	if (highest !== null && counter < highest.counter) throw new UpdateRefused('older-counter');
	const difference = compareVersions(version, runningVersion);
	if (difference === 0) return 'up-to-date';
	// The very same manifest may come again: its download may have been broken off.
	if (highest !== null && counter === highest.counter && digest !== highest.digest) {
		throw new UpdateRefused('same-counter');
	}
	if (difference < 0) throw new UpdateRefused('older-version');
	if (failed.some((bad) => bad.version === version || bad.counter === counter)) {
		throw new UpdateRefused('failed-before');
	}
	const file = manifest.files.find(
		({ platform, arch, format }) =>
			platform === target?.platform && arch === target.arch && format === target.format,
	);
	if (file === undefined) throw new UpdateRefused('not-for-this-pc');
	return file;
}

/**
 * What was fetched may have waited for months. Throws UpdateRefused where it may not be installed now:
 * another has brought a newer version since, or it is time to ask again.
 */
export function judgeStaged(
	{ copy, expiresAt }: Staged,
	{ runningVersion, record, nowWallMs }: Pick<Knowledge, 'runningVersion' | 'record' | 'nowWallMs'>,
): void {
	if (Date.parse(expiresAt) <= nowWallMs) throw new UpdateRefused('expired');
	if (compareVersions(copy.version, runningVersion) <= 0) throw new UpdateRefused('older-version');
	if (record.failed.some(({ version }) => version === copy.version)) {
		throw new UpdateRefused('failed-before');
	}
}
