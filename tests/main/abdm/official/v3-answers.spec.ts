import { afterEach, describe, expect, it } from 'vitest';

import type { OtpTarget } from '../../../../main/abdm/client.ts';
import { Secret } from '../../../../main/secret.ts';
import type { OtpMethod } from '../../../../preload/contract/visit.ts';
import { ScriptedAbdm } from '../scripted-abdm.ts';
import { aadhaar, mobile } from './every-call.ts';
import { filled } from './placeholders.ts';
import { byAddress, byNumber, type DocumentedRequest, pathOf, requests } from './v3-collection.ts';

let abdm: ScriptedAbdm;

/** Every answer of success, and of HTTP 200 that failed, in NHA's collection. */
describe("NHA's examples", () => {
	const examples = requests.flatMap((entry) =>
		entry.answers.map((answer) => ({
			title: `${entry.method} ${pathOf(entry)}, ${entry.flow}: ${answer.name}`,
			path: pathOf(entry),
			asked: entry.body,
			answer: answer.body,
		})),
	);

	afterEach(async () => {
		await abdm.stop();
	});

	it.each(examples)('are read: $title', async ({ path, asked, answer }) => {
		const method = asked === null ? 'GET' : 'POST';
		abdm = await ScriptedAbdm.start('v3', { [`${method} ${path}`]: filled(answer) });
		await expectRead(path, asked, answer);
	});

	async function expectRead(
		path: string,
		asked: DocumentedRequest['body'],
		answer: Record<string, unknown>,
	): Promise<void> {
		const { client } = abdm;
		const { signal } = new AbortController();
		const family = path.includes('/phr/') ? 'address' : 'number';
		const scope = (asked?.scope ?? []) as string[];
		const otpMethod: OtpMethod = scope.includes('aadhaar-verify') ? 'aadhaar-otp' : 'mobile-otp';
		const target = targetFor(asked, family);
		const token = new Secret('x-token');
		const session = { token, expiresInSeconds: null, refreshToken: null, family } as const;

		if (path.endsWith('/search')) {
			const record = await client.find(family === 'number' ? byNumber : byAddress, signal);
			expect(record).toMatchObject({ status: 'active', family });
			expect(record.methods).toEqual(['mobile-otp', 'aadhaar-otp']);
		} else if (path.endsWith('/request/otp')) {
			const transaction = await client.sendOtp(target, otpMethod, signal);
			expect(transaction.id.reveal()).toBe(answer.txnId);
			expect(String(answer.message)).toContain(transaction.sentTo);
		} else if (path.endsWith('/verify')) {
			const transaction = { id: new Secret('t'), sentTo: null, target, method: otpMethod };
			const verifying = client.verifyOtp(transaction, new Secret('012345'), signal);
			if (answer.authResult === 'failed') {
				const code = String(answer.message).includes('expired') ? 'otp-expired' : 'wrong-otp';
				await expect(verifying).rejects.toMatchObject({ failure: { code } });
				return;
			}
			const outcome = await verifying;
			const people = (answer.accounts ?? answer.users) as unknown[];
			const hasRefreshToken = 'refreshToken' in answer || 'tokens' in answer;
			expect(outcome.kind).toBe(hasRefreshToken ? 'logged-in' : 'choose');
			if (outcome.kind === 'choose') {
				expect(outcome.choice.accounts).toHaveLength(people.length);
				for (const account of outcome.choice.accounts) expect(account.photo).not.toBeNull();
			} else {
				expect(outcome.session).toMatchObject({ expiresInSeconds: 1800, family });
				expect(outcome.account).toMatchObject({ name: 'Test Person', status: 'active' });
			}
		} else if (path.endsWith('/verify/user')) {
			const choice = { accounts: [], transactionId: token, transferToken: token };
			const nobody = { name: null, abhaAddress: null, status: 'active', photo: null } as const;
			const account = { ...nobody, abhaNumber: byNumber.value };
			const chosen = await client.chooseAccount(choice, account, signal);
			expect(chosen.expiresInSeconds).toBe(1800);
		} else if (path.endsWith('/logout')) {
			await client.logOut(session, signal);
		} else {
			const profile = await client.profile(session, signal);
			const { dayOfBirth, monthOfBirth, yearOfBirth, mobile: number } = answer;
			expect(profile).toMatchObject({
				name: 'Test Person',
				abhaNumber: answer.ABHANumber ?? answer.abhaNumber,
				abhaAddress: answer.preferredAbhaAddress ?? answer.abhaAddress,
				dateOfBirth: {
					year: Number(yearOfBirth),
					month: Number(monthOfBirth),
					day: Number(dayOfBirth),
				},
				gender: 'male',
				mobile: number,
				pincode: answer.pincode ?? answer.pinCode,
				kycVerified: true,
			});
			expect(profile.photo).not.toBeNull();
		}
	}

	function targetFor(asked: DocumentedRequest['body'], family: 'number' | 'address'): OtpTarget {
		if (asked?.loginHint === 'mobile') return mobile;
		if (asked?.loginHint === 'aadhaar') return aadhaar;
		return {
			kind: 'record',
			record: {
				name: null,
				abhaNumber: byNumber.value,
				abhaAddress: byAddress.value,
				status: 'active',
				methods: [],
				otherMethods: [],
				family,
			},
		};
	}
});
