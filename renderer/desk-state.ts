import type { Gateway } from './gateway/gateway.svelte.ts';
import type { IdleWatch } from './idle/idle-watch.svelte.ts';
import type { Journey } from './journey.svelte.ts';
import type { LogWriting } from './standing/log-writing.svelte.ts';
import type { TrainingPhone } from './training/training-phone.svelte.ts';

/** What lives as long as the page, and listens from its first moment. */
export interface DeskState {
	gateway: Gateway;
	journey: Journey;
	phone: TrainingPhone;
	idle: IdleWatch;
	logWriting: LogWriting;
	now: () => number;
}
