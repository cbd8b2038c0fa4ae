import { expect, it } from 'vitest';

import { runProgram } from '../../../main/app/run-program.ts';

it('says whether a program did what it should', async () => {
	await expect(runProgram(process.execPath, ['-e', ''])).resolves.toBeUndefined();
	await expect(runProgram(process.execPath, ['-e', 'process.exit(3)'])).rejects.toThrow();
	await expect(runProgram('abha-desk-no-such-program', [])).rejects.toThrow('ENOENT');
});
