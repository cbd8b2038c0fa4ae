import { EventEmitter } from 'node:events';

import type { PowerMonitor } from 'electron';
import { expect, it } from 'vitest';

import { watchScreenLock } from '../../../main/app/screen-lock.ts';

it.each(['lock-screen', 'suspend'])('tells of %s', (event) => {
	const monitor = new EventEmitter();
	let locked = 0;
	watchScreenLock(monitor as unknown as PowerMonitor, () => (locked += 1));
	monitor.emit('unlock-screen');
	expect(locked).toBe(0);
	monitor.emit(event);
	expect(locked).toBe(1);
});
