import { createHmac, hash as hashOf } from 'node:crypto';

import { z } from 'zod';

import type { ActivityEvent } from '../../preload/contract/administration.ts';
import { isActivityEvent } from './event-group.ts';

const textOrNull = z.string().max(100).nullable();

const content = z.object({
	n: z.int(),
	at: z.string(),
	event: z.custom<ActivityEvent>((event) => typeof event === 'string' && isActivityEvent(event)),
	patient: z.object({ hash: z.string(), lastFour: z.string().nullable() }).nullable(),
	detail: textOrNull,
	operator: textOrNull,
	desk: textOrNull,
});

/** What a line says, for a person. */
export type EntryContent = z.infer<typeof content>;

/** What is written in a line, before it has its place in the chain. */
export type Draft = Omit<EntryContent, 'n'>;

/** What a line is in the chain. Its hash has been found to be right. */
export interface Entry {
	n: number;
	at: string;
	/** One of a newer version is taken as it is. */
	event: string;
	prev: string;
	hash: string;
}

/** Where an entry stands: the next one names both. */
export interface Link {
	n: number;
	hash: string;
}

export function follows(before: Link, entry: Entry): boolean {
	return entry.n === before.n + 1 && entry.prev === before.hash;
}

/**
 * Makes the next line. `seal` is the vault's HMAC of all before it; `hash` is SHA-256 of all before
 * *it*, which anybody can compute: an auditor needs no key of ours to walk the chain.
 */
export function formatLine(draft: Draft, after: Link, sealKey: string): Link & { line: string } {
	const n = after.n + 1;
	const { at, event, patient, detail, operator, desk } = draft;
	const json = JSON.stringify({ n, at, event, patient, detail, operator, desk, prev: after.hash });
	const open = json.slice(0, -1);
	const sealed = `${open},"seal":"${sealOf(open, sealKey)}"`;
	const hash = hashOf('sha256', sealed);
	return { n, hash, line: `${sealed},"hash":"${hash}"}\n` };
}

/** Fixed places, so that a million lines need no JSON.parse. The first 15 digits are exact numbers. */
const start = /^\{"n":([1-9]\d{0,14}),"at":"([\d-]{10}T[\d:.]{12}Z)","event":"([a-z-]{1,20})",/;
const startLength = 96;
const sealLength = ',"seal":""'.length + 32;
const hashLength = ',"hash":""}'.length + 64;
const endLength = ',"prev":""'.length + 64 + sealLength + hashLength;
/** From where `prev` begins in a line. Compared one by one: as a pattern they cost more than the hash. */
const end = { prev: 9, seal: 83, hash: 125 } as const;

const isHexDigit = new Uint8Array(256);
for (const digit of Buffer.from('0123456789abcdef')) isHexDigit[digit] = 1;

function isHex(line: Buffer, from: number, count: number): boolean {
	for (let at = from; at < from + count; at += 1) {
		if (isHexDigit[line[at] ?? 0] !== 1) return false;
	}
	return true;
}

/**
 * Reads a line as `formatLine` made it, to the byte; `null`: it is another, or was changed. Faster when
 * it follows `before`, the hash of an entry that was read; what it says is the same.
 */
export function readEntry(line: Buffer, before = ''): Entry | null {
	const text = line.toString('latin1');
	const from = text.length - endLength;
	if (from < 0 || !text.startsWith(',"prev":"', from)) return null;
	if (!text.startsWith('","seal":"', from + end.prev + 64)) return null;
	if (!text.startsWith('","hash":"', from + end.seal + 32) || !text.endsWith('"}')) return null;
	const [, n, at, event] = start.exec(text) ?? [];
	if (n === undefined || at === undefined || event === undefined) return null;
	// Equal to a hash, what stands there is one. Sliced, since `startsWith` goes a character at a time.
	const hash = hashOf('sha256', line.subarray(0, -hashLength));
	if (text.slice(from + end.hash, from + end.hash + 64) !== hash) return null;
	if (!isHex(line, from + end.seal, 32)) return null;
	const prev = text.slice(from + end.prev, from + end.prev + 64);
	if (prev === before) return { n: Number(n), at, event, prev: before, hash };
	if (!isHex(line, from + end.prev, 64)) return null;
	return { n: Number(n), at, event, prev, hash };
}

/** Whether this vault's program wrote the line; `readEntry` must have taken it. */
export function isSealed(line: Buffer, sealKey: string): boolean {
	const open = line.subarray(0, -hashLength - sealLength);
	const seal = line.toString('latin1', line.length - hashLength - 33, line.length - hashLength - 1);
	return sealOf(open, sealKey) === seal;
}

function sealOf(text: string | Buffer, sealKey: string): string {
	const hmac = createHmac('sha256', Buffer.from(sealKey, 'hex'));
	return hmac.update(text).digest('hex').slice(0, 32);
}

/** The event and the time of a line, unproven and fast: for counting. */
export function glanceAt(line: Buffer): { at: string; event: string } | null {
	const [, , at, event] = start.exec(line.toString('latin1', 0, startLength)) ?? [];
	return at === undefined || event === undefined ? null : { at, event };
}

/** What a line says; `null`: nothing that this version has words for. */
export function readContent(line: Buffer): EntryContent | null {
	try {
		return content.safeParse(JSON.parse(line.toString('utf8'))).data ?? null;
	} catch {
		return null;
	}
}

/** How many entries a `gap` says are missing. */
export function missedIn(line: Buffer): number {
	const missed = Number(readContent(line)?.detail);
	return Number.isSafeInteger(missed) && missed > 0 ? missed : 0;
}
