import { readFileSync } from 'node:fs';
import os from 'node:os';

/** Which machine the figures are of, and how busy it was: nobody can judge them without. */
export function describeMachine() {
	return {
		cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
		cores: os.availableParallelism(),
		memoryGib: Math.round(os.totalmem() / 2 ** 30),
		system: systemName(),
		loadBefore: os.loadavg().map((load) => Math.round(load * 100) / 100),
	};
}

function systemName() {
	try {
		const name = /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
		return name ?? os.version();
	} catch {
		// Not Linux.
		return os.version();
	}
}
