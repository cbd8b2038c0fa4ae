import type { UpdateOffer } from '../../preload/contract/updates.ts';
import type { UpdateParts } from './updates.ts';
import { judgeManifest } from './judge-manifest.ts';
import {
	type Manifest,
	type ManifestFile,
	manifestName,
	maxManifestBytes,
	readManifest,
} from './manifest.ts';
import { UpdateRefused } from './refusal.ts';
import { fileLimits, manifestLimits, receive, receiveWhole, type UpdateSource } from './source.ts';
import { stage } from './start-record.ts';
import { version } from './version.ts';

interface Seen {
	source: UpdateSource;
	manifest: Manifest;
	judged: ManifestFile | 'up-to-date';
}

/** Reads and judges the source's manifest. Its counter is remembered before anybody hears of it. */
export async function look({ options, record }: UpdateParts): Promise<Seen> {
	const { clock, channel, pinnedKeys, runningVersion, installation } = options;
	const source = options.source();
	if (source === null) throw new UpdateRefused('off');
	if (!version.safeParse(runningVersion).success)
		throw new UpdateRefused('unknown-running-version');
	const limits = { ...manifestLimits, maxBytes: maxManifestBytes };
	const bytes = await receiveWhole(receive(source, manifestName, limits, clock));
	const signed = readManifest(bytes, pinnedKeys);
	const judged = judgeManifest(signed, {
		...{ channel, runningVersion, target: installation },
		record: await record.read(),
		nowWallMs: clock.wallNowMs(),
	});
	const { digest, manifest } = signed;
	await record.change((before) => {
		const isKnown = before.highest?.counter === manifest.counter;
		return isKnown ? before : { ...before, highest: { counter: manifest.counter, digest } };
	});
	return { source, manifest, judged };
}

export function offerOf({ manifest, judged }: Seen): UpdateOffer {
	if (judged === 'up-to-date') return { state: 'up-to-date' };
	const { issuedAt, version: offered } = manifest;
	return { state: 'offered', version: offered, sizeBytes: judged.size, issuedAt };
}

/** Takes the file into our folder, and verified it waits there. */
export async function takeIn(
	{ options, record, folder }: UpdateParts,
	{ source, manifest }: Seen,
	file: ManifestFile,
	onBytes: (received: number) => void,
): Promise<void> {
	const limits = { ...fileLimits, maxBytes: file.size };
	async function* counted() {
		let received = 0;
		for await (const piece of receive(source, file.name, limits, options.clock)) {
			received += piece.length;
			onBytes(received);
			yield piece;
		}
	}
	const { format, size, sha512 } = file;
	const copy = { version: manifest.version, counter: manifest.counter, format, size, sha512 };
	await folder.takeIn(counted(), copy);
	await record.change((before) => stage(before, copy, manifest.expiresAt));
}
