import { describe, expect, it } from 'vitest';
import { fileProblem } from '../../renderer/problem.ts';
import { FakeDesk } from './fake-desk.ts';

describe('fileProblem', () => {
	it('reports the class and the place of an error, never its message', async () => {
		const desk = new FakeDesk();
		const error = new RangeError('Deepak Pant');
		error.stack = [
			'RangeError: Deepak Pant',
			'    at find (app://desk/assets/index-B4x_.js:10:20)',
			'    at run (app://desk/assets/index-B4x_.js:30:40)',
		].join('\n');
		expect(await fileProblem(desk.bridge, 'error', error)).toBe('incident-9');
		expect(desk.inputsOf('reportProblem')).toEqual([
			{ kind: 'error', errorName: 'RangeError', location: 'index-B4x_.js:10:20' },
		]);
	});

	it('knows no place when what was thrown is no error', async () => {
		const desk = new FakeDesk();
		await fileProblem(desk.bridge, 'unhandled-rejection', 'Deepak Pant');
		expect(desk.inputsOf('reportProblem')).toEqual([
			{ kind: 'unhandled-rejection', errorName: 'string', location: '' },
		]);
	});

	it('does not throw when main is gone', async () => {
		const desk = new FakeDesk();
		desk.throwAt('reportProblem');
		expect(await fileProblem(desk.bridge, 'error', new Error('x'))).toBe('');
	});
});
