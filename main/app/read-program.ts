import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const limitMs = 5_000;

/** Runs a program of the system's to its end, without a shell. Rejects when it is not there or fails. */
export type ReadProgram = (program: string, args: readonly string[]) => Promise<string>;

export const readProgram: ReadProgram = async (program, args) => {
	const { stdout } = await promisify(execFile)(program, [...args], {
		timeout: limitMs,
		windowsHide: true,
		encoding: 'utf8',
	});
	return stdout;
};
