import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import nodeFs, { type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type AuditAnchor, createAuditAnchor } from '../../main/audit/anchor.ts';
import { type AuditLog, openAuditLog } from '../../main/audit/audit-log.ts';
import type { AuditFs } from '../../main/audit/log-folder.ts';
import { FakeClock } from './fake-clock.ts';
import { MemoryCell } from './memory-cell.ts';
import { recordedLog } from './recorded-log.ts';

/** Knows what was really saved, which is all that a kill leaves. */
class AnchorCell extends MemoryCell<AuditAnchor> {
	saved: AuditAnchor;

	constructor(value: AuditAnchor) {
		super(value);
		this.saved = value;
	}

	override async set(value: AuditAnchor): Promise<void> {
		await super.set(value);
		this.saved = value;
	}
}

type Operation = 'mkdir' | 'readdir' | 'open' | 'write' | 'datasync' | 'truncate' | 'unlink';

/** A disk that can be broken. */
class FaultyDisk {
	/** Operations that fail, and with what. */
	readonly broken = new Map<Operation, string>();
	/** Bytes that still fit. */
	space = Infinity;
	#stalled: { wait: Promise<void>; resume: () => void } | null = null;

	/** Nothing answers any more, until `resume`. */
	stall(): void {
		const { promise, resolve } = deferred();
		this.#stalled = { wait: promise, resume: resolve };
	}

	resume(): void {
		this.#stalled?.resume();
		this.#stalled = null;
	}

	readonly fs: AuditFs = {
		...nodeFs,
		mkdir: this.#breakable('mkdir', nodeFs.mkdir),
		readdir: this.#breakable('readdir', nodeFs.readdir),
		unlink: this.#breakable('unlink', nodeFs.unlink),
		open: this.#breakable('open', async (...input: Parameters<typeof nodeFs.open>) =>
			this.#handle(await nodeFs.open(...input)),
		),
	};

	#breakable<F extends (...input: never[]) => Promise<unknown>>(name: Operation, act: F): F {
		const broken = async (...input: Parameters<F>) => {
			await this.#stalled?.wait;
			const code = this.broken.get(name);
			if (code !== undefined) throw Object.assign(new Error(code), { code });
			return act(...input);
		};
		return broken as unknown as F;
	}

	#handle(file: FileHandle): FileHandle {
		const write = async (bytes: Buffer, offset: number) => {
			const fits = Math.min(bytes.length - offset, this.space);
			if (fits === 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
			this.space -= fits;
			return file.write(bytes, offset, fits);
		};
		const replaced = {
			write: this.#breakable('write', write as never),
			datasync: this.#breakable('datasync', () => file.datasync()),
			truncate: this.#breakable('truncate', ((size: number) => file.truncate(size)) as never),
		};
		return new Proxy(file, {
			get: (target, name) => {
				if (name in replaced) return replaced[name as keyof typeof replaced];
				const value: unknown = Reflect.get(target, name);
				return typeof value === 'function' ? (value.bind(target) as unknown) : value;
			},
		});
	}
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
	let resolve: () => void = () => undefined;
	const promise = new Promise<void>((done) => {
		resolve = done;
	});
	return { promise, resolve };
}

export const patient = { abhaNumber: '91-1111-2222-3333', abhaAddress: 'asha.verma@sbx' };

/** A PC with an activity log: folder, vault cell, clock and disk outlive a kill of the program. */
export function auditDesk(folder = join(mkdtempSync(join(tmpdir(), 'audit-')), 'activity')) {
	const clock = new FakeClock();
	const disk = new FaultyDisk();
	const { log, lines } = recordedLog();
	const writing: boolean[] = [];
	const who = { desk: 'Counter 1', operator: 'Kavita' };
	let keepMonths = 12;
	let cell = new AnchorCell(createAuditAnchor());
	return {
		folder,
		clock,
		disk,
		who,
		writing,
		logLines: lines,
		get cell() {
			return cell;
		},
		keep: (months: number) => {
			keepMonths = months;
		},
		/** The program starts, with what the vault has saved, or with another vault. */
		open: (anchor = cell.saved): Promise<AuditLog> => {
			const { fails } = cell;
			cell = new AnchorCell(anchor);
			cell.fails = fails;
			return openAuditLog({
				folder,
				anchor: cell,
				clock,
				log,
				who: () => who,
				keepMonths: () => keepMonths,
				onWritingChange: (isWriting) => writing.push(isWriting),
				fs: disk.fs,
			});
		},
		/** The wall clock shows another day; timers are not touched. */
		setDay: (day: string) => {
			clock.wallOffsetMs = Date.parse(`${day}T04:30:00Z`) - clock.nowMs();
		},
		files: () => readdirSync(folder).sort(),
		text: (month: string) => readFileSync(join(folder, `activity-${month}.jsonl`), 'utf8'),
		path: (month: string) => join(folder, `activity-${month}.jsonl`),
	};
}

/** What the entries of a file say, without the chain. */
export function entriesOf(text: string): Record<string, unknown>[] {
	const lines = text.split('\n').filter((line) => line !== '');
	return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
