import type { ActivityEvent } from '../../preload/contract/administration.ts';

/** What is to be remembered of something that happened. */
export interface AuditRecord {
	event: ActivityEvent;
	/** Whom it was about. Kept as a keyed hash and the last four digits, never as it stands here. */
	patient?: AuditedPatient;
	/** A failure's code, the reason of an end, a count: one word of ours. */
	detail?: string;
}

export interface AuditedPatient {
	abhaNumber: string | null;
	abhaAddress: string | null;
}

/** Where the desk leaves its trace. */
export interface AuditTrail {
	/** Never rejects, and never takes long: a disk that is full must not hold registration. */
	record(entry: AuditRecord): Promise<void>;
}

/** Of training: invented patients leave none. */
export const noTrail: AuditTrail = { record: () => Promise.resolve() };
