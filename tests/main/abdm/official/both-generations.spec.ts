import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { Secret } from '../../../../main/secret.ts';
import operationsFile from '../../../fixtures/v1v2-operations.json';
import { type Answers, ScriptedAbdm } from '../scripted-abdm.ts';
import { mobile, targetOf } from './every-call.ts';
import { filled } from './placeholders.ts';
import { byNumber, pathOf, requests } from './v3-collection.ts';

const operation = z.object({
	method: z.string(),
	path: z.string(),
	answer: z.unknown().optional(),
});
const { operations } = z.object({ operations: z.array(operation) }).parse(operationsFile);

/** A verification by ABHA number ends with tokens; one by mobile with a choice. */
const finalVerify = requests
	.filter((entry) => pathOf(entry).endsWith('/profile/login/verify'))
	.flatMap((entry) => entry.answers)
	.find(({ body }) => 'refreshToken' in body);
/** NHA's recorded answers of success, by the call that they answer. */
const recorded = {
	v1v2: Object.fromEntries(
		operations
			.filter(({ answer }) => answer !== undefined)
			.map(({ method, path, answer }) => {
				const base = path.startsWith('/gateway') ? '' : '/api';
				return [`${method} ${base}${path}`, filled(answer)];
			}),
	),
	v3: Object.fromEntries(
		requests.flatMap((entry) =>
			entry.answers
				.filter(({ body }) => body.authResult !== 'failed')
				// By number: the same path answers other logins, too, in other shapes.
				.filter(() => entry.body?.loginHint === undefined || entry.body.loginHint === 'abha-number')
				.map(({ body }) => [
					`${entry.body === null ? 'GET' : 'POST'} ${pathOf(entry)}`,
					filled(body),
				]),
		),
	),
} satisfies Record<'v1v2' | 'v3', Answers>;
const answers: Record<'v1v2' | 'v3', Answers> = {
	...recorded,
	v3: { ...recorded.v3, 'POST /abha/api/v3/profile/login/verify': filled(finalVerify?.body) },
};
const identifiers = {
	v1v2: { kind: 'abha-number', value: '43-4221-5105-6749' },
	v3: byNumber,
} as const;

describe.each(['v1v2', 'v3'] as const)("on NHA's recorded answers, %s", (generation) => {
	let abdm: ScriptedAbdm;
	const { signal } = new AbortController();

	afterEach(async () => {
		await abdm.stop();
	});

	it('finds, sends, verifies and reads the profile', async () => {
		abdm = await ScriptedAbdm.start(generation, answers[generation]);
		const { client } = abdm;
		const target = await targetOf(client, identifiers[generation]);
		expect(target).toMatchObject({ record: { status: 'active', methods: expect.any(Array) } });

		const transaction = await client.sendOtp(target, 'mobile-otp', signal);
		const outcome = await client.verifyOtp(transaction, new Secret('012345'), signal);
		expect(outcome).toMatchObject({ kind: 'logged-in', session: { expiresInSeconds: 1800 } });
		if (outcome.kind !== 'logged-in') return;
		expect(outcome.session.refreshToken).not.toBeNull();

		const profile = await client.profile(outcome.session, signal);
		expect(profile).toMatchObject({ gender: expect.any(String), mobile: expect.any(String) });
		expect(profile.abhaNumber).toMatch(/^\d{2}-\d{4}-\d{4}-\d{4}$/);
		expect(profile.dateOfBirth?.year).toBeGreaterThan(1900);
	});

	it('sends an OTP to a mobile', async () => {
		abdm = await ScriptedAbdm.start(generation, answers[generation]);
		const transaction = await abdm.client.sendOtp(mobile, 'mobile-otp', signal);
		expect(transaction.id.reveal()).not.toBe('');
	});
});
