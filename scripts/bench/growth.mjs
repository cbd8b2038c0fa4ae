// Item 5: an activity log of a million entries against an empty one, and against the cost of hashing.
import { createHash, hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import path from 'node:path';

import { numberArgument } from './support/arguments.mjs';
import { buildModules } from './support/built-modules.mjs';
import { median } from './support/figures.mjs';
import { limitRow, ratioRow } from './support/row.mjs';

/** @typedef {import('../../main/audit/anchor.ts').AuditAnchor} AuditAnchor */
/** @typedef {import('../../main/audit/audit-log.ts').AuditLog} AuditLog */

export const name = 'growth';

const item = '5 Growth';
/** As long as the log is kept at least; a million entries are then some 3,000 a working day. */
const months = 12;
const appends = 300;
const rounds = 5;

/** What a verified patient leaves in the log. */
const eventsOfVisit = /** @type {const} */ ([
	'found',
	'otp-sent',
	'verified',
	'profile-read',
	'visit-ended',
]);

/**
 * @param {import('./support/row.mjs').Context} context
 * @returns {Promise<import('./support/row.mjs').Row[]>}
 */
export async function run({ folder, note }) {
	const entries = numberArgument('entries', 1_000_000);
	const load = await buildModules(
		{
			'audit-log': 'main/audit/audit-log.ts',
			anchor: 'main/audit/anchor.ts',
			entry: 'main/audit/entry.ts',
			clock: 'main/clock.ts',
		},
		folder,
	);
	const parts = {
		...(await load('audit-log')),
		...(await load('anchor')),
		...(await load('entry')),
		...(await load('clock')),
	};
	const full = path.join(folder, 'full');
	note(`writing ${String(entries)} entries`);
	const anchor = await writeLog(parts, full, entries);
	const fullLog = await openLog(parts, full, anchor);
	const emptyLog = await openLog(parts, path.join(folder, 'empty'), parts.createAuditAnchor());

	note('appending');
	const append = await measureAppends(fullLog, emptyLog);
	note('opening the page Activity');
	/** @type {number[]} */
	const pages = [];
	for (let round = 0; round < rounds; round += 1) {
		pages.push(await timeOf(() => fullLog.activity({ month: null, group: null, offset: 0 })));
	}
	note('checking');
	const { check, lines, stream } = await measureCheck(fullLog, full, entries);
	const size = `${String(entries)} entries`;
	return [
		ratioRow(
			{
				...{ item, what: `append to ${size}, against an empty log`, unit: 'ms' },
				...{ ours: append.full, baseline: append.empty },
			},
			1.1,
		),
		limitRow(
			{ item, what: `Activity, main's part, ${size}`, unit: 'ms', ours: median(pages) },
			100,
		),
		ratioRow(
			{
				...{ item, what: `Check log, ${size}, against SHA-256 of each line`, unit: 'ms' },
				...{ ours: check, baseline: lines },
			},
			2,
		),
		{
			...{ item, what: `Check log, ${size}, against one SHA-256 of each file`, unit: 'ms' },
			...{ ours: check, baseline: stream, ratio: check / stream },
			...{ goal: 'none: a chain needs a hash an entry', isMet: null },
		},
	];
}

/**
 * By the program's own writer of lines, a file a month; without its datasync after each of them.
 *
 * @param {any} parts
 * @param {string} folder
 * @param {number} entries
 * @returns {Promise<AuditAnchor>}
 */
async function writeLog({ createAuditAnchor, formatLine }, folder, entries) {
	await mkdir(folder, { recursive: true });
	const anchor = createAuditAnchor();
	const now = new Date();
	let last = { n: 0, hash: anchor.head };
	let first = '';
	for (let index = 0; index < months; index += 1) {
		// Noon in India on the first of the month, so that no entry falls into another one.
		const beginMs = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + 1 + index, 1, 6);
		const month = new Date(beginMs).toISOString().slice(0, 7);
		if (index === 0) first = month;
		const file = createWriteStream(path.join(folder, `activity-${month}.jsonl`));
		const upTo = Math.round((entries * (index + 1)) / months);
		const count = upTo - last.n;
		// The month under way is not over; nothing may be later than now.
		const lastsMs = Math.min(27 * 86_400_000, Math.max(now.getTime() - beginMs, count));
		for (let nth = 0; last.n < upTo; nth += 1) {
			const { line, ...next } = formatLine(
				{
					at: new Date(beginMs + Math.floor((lastsMs * nth) / count)).toISOString(),
					event: eventsOfVisit[nth % eventsOfVisit.length],
					patient: {
						hash: hash('md5', String(Math.floor(nth / eventsOfVisit.length) % 20_000)),
						lastFour: String(nth % 10_000).padStart(4, '0'),
					},
					...{ detail: null, operator: 'Kavita', desk: 'Counter 1' },
				},
				last,
				anchor.sealKey,
			);
			last = next;
			if (!file.write(line)) await once(file, 'drain');
		}
		file.end();
		await once(file, 'close');
	}
	const base = { number: 0, hash: anchor.head, month: first };
	return { ...anchor, base, count: last.n, head: last.hash };
}

/**
 * @param {any} parts
 * @param {string} folder
 * @param {AuditAnchor} value
 * @returns {Promise<AuditLog>}
 */
async function openLog({ openAuditLog, systemClock }, folder, value) {
	const log = { info: ignore, warn: fail, error: fail };
	return openAuditLog({
		...{ folder, log, clock: systemClock },
		// The vault is of the same size whatever the log's is, and is measured nowhere here.
		anchor: {
			value,
			/** @param {AuditAnchor} next */
			set(next) {
				this.value = next;
				return Promise.resolve();
			},
		},
		who: () => ({ desk: 'Counter 1', operator: 'Kavita' }),
		keepMonths: () => months,
		onWritingChange: (/** @type {boolean} */ isWriting) => {
			if (!isWriting) throw new Error('the log is not written');
		},
	});
}

function ignore() {
	// Of no interest here.
}

/** @param {string} message @param {unknown} context */
function fail(message, context) {
	throw new Error(message, { cause: context });
}

/** @param {() => Promise<unknown>} act */
async function timeOf(act) {
	const begin = performance.now();
	await act();
	return performance.now() - begin;
}

/**
 * In turn, so that what else the disk has to do meets both.
 *
 * @param {AuditLog} full
 * @param {AuditLog} empty
 */
async function measureAppends(full, empty) {
	const record = /** @type {const} */ ({
		event: 'otp-sent',
		patient: { abhaNumber: '91-1111-2222-3333', abhaAddress: null },
	});
	/** @type {number[]} */
	const ofFull = [];
	/** @type {number[]} */
	const ofEmpty = [];
	for (let count = 0; count < appends; count += 1) {
		// Neither is always the one that finds the disk warm.
		const turns = count % 2 === 0 ? [full, empty] : [empty, full];
		for (const log of turns) {
			(log === full ? ofFull : ofEmpty).push(await timeOf(() => log.record(record)));
		}
	}
	return { full: median(ofFull), empty: median(ofEmpty) };
}

/**
 * @param {AuditLog} log
 * @param {string} folder
 * @param {number} entries
 */
async function measureCheck(log, folder, entries) {
	/** @type {Record<'check' | 'lines' | 'stream', number[]>} */
	const tookMs = { check: [], lines: [], stream: [] };
	for (let round = 0; round < rounds; round += 1) {
		tookMs.check.push(
			await timeOf(async () => {
				const report = await log.check();
				if (report.entries !== entries + appends || report.findings.length > 0) {
					throw new Error(`the check is wrong: ${JSON.stringify(report)}`);
				}
			}),
		);
		tookMs.lines.push(await timeOf(() => hashLines(folder)));
		tookMs.stream.push(await timeOf(() => hashFiles(folder)));
	}
	const { check, lines, stream } = tookMs;
	return { check: median(check), lines: median(lines), stream: median(stream) };
}

/** @param {string} folder */
async function hashLines(folder) {
	await readAll(folder, (chunk, carried) => {
		const bytes = carried.length === 0 ? chunk : Buffer.concat([carried, chunk]);
		let begin = 0;
		for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, begin)) {
			hash('sha256', bytes.subarray(begin, end));
			begin = end + 1;
		}
		return Buffer.from(bytes.subarray(begin));
	});
}

/** @param {string} folder */
async function hashFiles(folder) {
	const whole = createHash('sha256');
	await readAll(folder, (chunk, carried) => {
		whole.update(chunk);
		return carried;
	});
	whole.digest();
}

/**
 * @param {string} folder
 * @param {(chunk: Buffer, carried: Buffer) => Buffer} take gives back what is to be carried on
 */
async function readAll(folder, take) {
	const chunk = Buffer.allocUnsafe(1024 * 1024);
	for (const file of await readdir(folder)) {
		const handle = await open(path.join(folder, file));
		/** @type {Buffer} */
		let carried = Buffer.alloc(0);
		for (;;) {
			const { bytesRead } = await handle.read(chunk, 0, chunk.length);
			if (bytesRead === 0) break;
			carried = take(chunk.subarray(0, bytesRead), carried);
		}
		await handle.close();
	}
}
