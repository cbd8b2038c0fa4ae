import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { Run } from './systemd.ts';

const limitMs = 5_000;

/** Runs a program of the system's, without a shell. */
export const runProgram: Run = async (program, args) => {
	await promisify(execFile)(program, [...args], { timeout: limitMs, windowsHide: true });
};
