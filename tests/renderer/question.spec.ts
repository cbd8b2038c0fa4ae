import { describe, expect, it } from 'vitest';
import type { Reply } from '../../preload/contract.ts';
import { Question } from '../../renderer/question.svelte.ts';
import { FakeDesk, profile } from './fake-desk.ts';

function begin(): { desk: FakeDesk; question: Question<unknown> } {
	const desk = new FakeDesk();
	return { desk, question: new Question(desk.bridge, () => 5) };
}

describe('Question', () => {
	it('has an answer, a failure, or a wait', async () => {
		const { desk, question } = begin();
		const asked = question.ask(() => desk.bridge.getProfile());
		expect([question.open, question.askedAtMs]).toEqual([true, 5]);
		await asked;
		expect([question.open, question.answer]).toEqual([false, profile]);
		desk.fail('getProfile', { code: 'cancelled' });
		await question.ask(() => desk.bridge.getProfile());
		expect(question.failure).toEqual({ code: 'cancelled' });
	});

	it('asks once at a time', async () => {
		const { desk, question } = begin();
		const ask = () => question.ask(() => desk.bridge.getProfile());
		await Promise.all([ask(), ask()]);
		expect(desk.inputsOf('getProfile')).toHaveLength(1);
	});

	it('drops the answer to what was forgotten, even when something else is being asked', async () => {
		const { question } = begin();
		let settle: (reply: Reply<unknown>) => void = () => undefined;
		const first = question.ask(() => new Promise((resolve) => (settle = resolve)));
		question.forget();
		void question.ask(() => new Promise(() => undefined));
		settle({ ok: true, value: 'of the patient before' });
		await first;
		expect(question.answer).toBeNull();
		expect(question.open).toBe(true);
	});

	it('files a call that throws, and gives the reference', async () => {
		const { desk, question } = begin();
		desk.throwAt('getProfile');
		await question.ask(() => desk.bridge.getProfile());
		expect(question.failure).toEqual({ code: 'internal', incident: 'incident-9' });
	});
});
