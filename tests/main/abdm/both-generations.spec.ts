import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { AbdmClient, OtpTarget, ProfileSession } from '../../../main/abdm/client.ts';
import { type AbdmAccess, createAbdmClient } from '../../../main/abdm/create-client.ts';
import type { PatientIdentifier } from '../../../main/desk/identity.ts';
import { AppError } from '../../../main/failure.ts';
import { Secret } from '../../../main/secret.ts';
import { patients } from '../../../main/simulator/patients.ts';
import { startSimulator, type Simulator } from '../../../main/simulator/simulator.ts';
import type { Generation } from '../../../preload/contract/desk.ts';
import type { Failure } from '../../../preload/contract/failure.ts';
import type { OtpMethod } from '../../../preload/contract/visit.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordedLog } from '../../support/recorded-log.ts';

/** What the desk is promised, whichever generation of ABDM's API answers (NHA M1, abdm-api.md). */
const seedNumber = '43-4221-5105-6749';
const minuteMs = 60_000;
const { signal } = new AbortController();

let clock: FakeClock;
let simulator: Simulator;
let client: AbdmClient;
let lines: string[];
let arrived: { to: string; otp: string }[];

function accessTo({ urls, credentials }: Simulator, generation: Generation): AbdmAccess {
	const { clientId, hipId, cmId } = credentials;
	const facility = { clientId, clientSecret: new Secret(credentials.clientSecret), hipId };
	return generation === 'v1v2'
		? { generation, urls: urls.v1v2, ...facility }
		: { generation, urls: urls.v3, ...facility, cmId, addressSuffix: '@sbx' };
}

function number(value = seedNumber): PatientIdentifier {
	return { kind: 'abha-number', value };
}

function address(value: string): PatientIdentifier {
	return { kind: 'abha-address', value };
}

/** Both ways to name a patient, of whom each generation has its own calls. */
const identifiers = [
	['number', number()],
	['address', address('deepak.pant')],
] as const;

async function targetOf(identifier: PatientIdentifier): Promise<OtpTarget> {
	return { kind: 'record', record: await client.find(identifier, signal) };
}

const mobileTarget = (mobile: string): OtpTarget => ({
	kind: 'mobile',
	number: new Secret(mobile),
});

/** The OTP of the SMS that is under way. */
function newestOtp(): Secret {
	clock.advance(1500);
	const message = arrived.at(-1);
	if (message === undefined) throw new Error('No SMS arrived');
	return new Secret(message.otp);
}

function wrongFor(otp: Secret): Secret {
	return new Secret(((Number(otp.reveal()) + 1) % 1_000_000).toString().padStart(6, '0'));
}

async function sendOtp(target: OtpTarget, method: OtpMethod = 'mobile-otp') {
	const transaction = await client.sendOtp(target, method, signal);
	return { transaction, otp: newestOtp() };
}

async function logIn(target: OtpTarget, method: OtpMethod = 'mobile-otp') {
	const { transaction, otp } = await sendOtp(target, method);
	return client.verifyOtp(transaction, otp, signal);
}

async function logInAs(identifier: PatientIdentifier): Promise<ProfileSession> {
	const outcome = await logIn(await targetOf(identifier));
	if (outcome.kind !== 'logged-in') throw new Error('Not logged in');
	return outcome.session;
}

async function choiceOf(mobile: string) {
	const outcome = await logIn(mobileTarget(mobile));
	if (outcome.kind !== 'choose') throw new Error('Nothing to choose from');
	return outcome.choice;
}

async function failureOf(call: Promise<unknown>): Promise<Failure> {
	const error = await call.then(
		() => new Error('It did not fail'),
		(thrown: unknown) => thrown,
	);
	if (error instanceof AppError) return error.failure;
	throw error;
}

async function failsWith(call: Promise<unknown>, code: Failure['code']): Promise<void> {
	expect((await failureOf(call)).code).toBe(code);
}

/** A busy computer may take seconds over the one RSA key of each generation. */
const timeout = 20_000;

describe.each(['v1v2', 'v3'] as const)('the client of %s', { timeout }, (generation) => {
	beforeAll(async () => {
		clock = new FakeClock();
		simulator = await startSimulator({ clock });
		simulator.onMessage((message) => arrived.push(message));
	});

	beforeEach(() => {
		// Past every limit, token and OTP of the test before.
		clock.advance(60 * minuteMs);
		const recorded = recordedLog();
		lines = recorded.lines;
		arrived = [];
		({ client } = createAbdmClient(accessTo(simulator, generation), { clock, log: recorded.log }));
	});

	afterAll(async () => {
		await simulator.close();
	});

	it('says which generation it speaks, and what a login can start with', () => {
		expect(client.generation).toBe(generation);
		expect(client.numbers).toEqual(generation === 'v1v2' ? ['mobile'] : ['mobile', 'aadhaar']);
	});

	describe('the search', () => {
		it.each([...identifiers, ['whole address', address('deepak.pant@sbx')] as const])(
			'finds a patient by ABHA %s',
			async (_, identifier) => {
				expect(await client.find(identifier, signal)).toMatchObject({
					abhaNumber: seedNumber,
					abhaAddress: 'deepak.pant@sbx',
					status: 'active',
					methods: ['mobile-otp', 'aadhaar-otp'],
				});
			},
		);

		it('says what else ABDM would allow', async () => {
			const { otherMethods } = await client.find(number(), signal);
			expect([...otherMethods].sort()).toEqual(['biometric', 'demographics', 'password']);
		});

		it.each([number('91-0000-0000-1016'), address('nobody.here')])(
			'says abha-not-found of %o',
			async (identifier) => {
				await failsWith(client.find(identifier, signal), 'abha-not-found');
			},
		);

		it.each([
			['sunita.rao', '90-0002-1020-3049', 'deactivated'],
			['imran.sheikh', '90-0003-1020-3048', 'locked'],
		])('still finds %s, whose ABHA %s is %s', async (name, abhaNumber, status) => {
			expect(await client.find(address(name), signal)).toMatchObject({ abhaNumber, status });
			expect(await client.find(number(abhaNumber), signal)).toMatchObject({ status });
		});

		it.each([
			['is not there', 'harpreet.gill', '90-0004-1020-3047'],
			['is blocked', 'vikram.thakur', '90-0012-1020-3047'],
		])('offers no mobile OTP where it %s', async (_, name, abhaNumber) => {
			for (const identifier of [address(name), number(abhaNumber)]) {
				const { methods } = await client.find(identifier, signal);
				expect(methods).toEqual(['aadhaar-otp']);
			}
		});

		it('has null for the identifier that a patient does not have', async () => {
			const byNumber = await client.find(number('90-0007-1020-3044'), signal);
			expect(byNumber).toMatchObject({ abhaAddress: null });
			const byAddress = await client.find(address('joseph.dsouza'), signal);
			expect(byAddress).toMatchObject({ abhaNumber: null, methods: ['mobile-otp'] });
		});
	});

	describe.each(identifiers)('a login by ABHA %s', (kind, identifier) => {
		it.each(['mobile-otp', 'aadhaar-otp'] as const)('succeeds by %s', async (method) => {
			const outcome = await logIn(await targetOf(identifier), method);
			expect(outcome).toMatchObject({ kind: 'logged-in', session: { expiresInSeconds: 1800 } });
			expect(arrived).toHaveLength(1);
			if (generation === 'v1v2') return;
			// V1/V2 answers with tokens alone; V3 says whose they are.
			expect(outcome).toMatchObject({
				session: { family: kind },
				account: { name: 'Deepak Pant', abhaNumber: seedNumber, status: 'active' },
			});
		});

		it('tells whose phone the OTP went to, if ABDM does', async () => {
			const { transaction } = await sendOtp(await targetOf(identifier));
			expect(transaction.sentTo).toBe(generation === 'v1v2' ? null : '******0903');
		});

		it.each(['mobile-otp', 'aadhaar-otp'] as const)(
			'lets a wrong OTP be corrected with %s',
			async (method) => {
				const { transaction, otp } = await sendOtp(await targetOf(identifier), method);
				await failsWith(client.verifyOtp(transaction, wrongFor(otp), signal), 'wrong-otp');
				expect(await client.verifyOtp(transaction, otp, signal)).toMatchObject({
					kind: 'logged-in',
				});
			},
		);

		it('says to wait after the third wrong OTP, and that the OTP is over after that', async () => {
			const { transaction, otp } = await sendOtp(await targetOf(identifier));
			const wrong = wrongFor(otp);
			await failsWith(client.verifyOtp(transaction, wrong, signal), 'wrong-otp');
			await failsWith(client.verifyOtp(transaction, wrong, signal), 'wrong-otp');
			const failure = await failureOf(client.verifyOtp(transaction, wrong, signal));
			const hours = generation === 'v1v2' ? 12 : 0.5;
			expect(failure).toMatchObject({ code: 'too-many-requests', waitSeconds: hours * 3600 });
			await failsWith(client.verifyOtp(transaction, otp, signal), 'otp-expired');
		});

		it('says otp-expired after ten minutes', async () => {
			const { transaction, otp } = await sendOtp(await targetOf(identifier));
			clock.advance(10 * minuteMs);
			await failsWith(client.verifyOtp(transaction, otp, signal), 'otp-expired');
		});

		it('lets no transaction be used twice', async () => {
			const { transaction, otp } = await sendOtp(await targetOf(identifier));
			await client.verifyOtp(transaction, otp, signal);
			await failsWith(client.verifyOtp(transaction, otp, signal), 'otp-expired');
		});

		it.each(['mobile-otp', 'aadhaar-otp'] as const)(
			'makes the newest OTP the one that counts, with %s',
			async (method) => {
				const first = await sendOtp(await targetOf(identifier), method);
				clock.advance(minuteMs);
				const newest = await client.resendOtp(first.transaction, signal);
				const otp = newestOtp();
				// Once in a million the two are the same.
				if (otp.reveal() !== first.otp.reveal()) {
					await failsWith(client.verifyOtp(newest, first.otp, signal), 'wrong-otp');
				}
				expect(await client.verifyOtp(newest, otp, signal)).toMatchObject({ kind: 'logged-in' });
			},
		);

		it("says how long to wait at ABDM's limits on sending", async () => {
			const target = await targetOf(identifier);
			const { transaction } = await sendOtp(target);
			const tooSoon = { code: 'too-many-requests', waitSeconds: 30 };
			expect(await failureOf(client.sendOtp(target, 'mobile-otp', signal))).toMatchObject(tooSoon);
			expect(await failureOf(client.resendOtp(transaction, signal))).toMatchObject(tooSoon);
		});
	});

	describe('a login that ABDM does not allow', () => {
		it.each(['sunita.rao', 'imran.sheikh'])('fails for %s as not active', async (name) => {
			const sent = client.sendOtp(await targetOf(address(name)), 'mobile-otp', signal);
			await failsWith(sent, 'abha-not-active');
		});

		it.each(['harpreet.gill', 'vikram.thakur'])(
			'fails for %s by the method that is not there',
			async (name) => {
				const sent = client.sendOtp(await targetOf(address(name)), 'mobile-otp', signal);
				// V1/V2 has no code for it; there the search answer is what keeps the desk from asking.
				await failsWith(sent, generation === 'v1v2' ? 'abdm-refused' : 'method-not-available');
				expect(await logIn(await targetOf(address(name)), 'aadhaar-otp')).toMatchObject({
					kind: 'logged-in',
				});
			},
		);

		it('fails for the patient who has asked for too many OTPs', async () => {
			const sent = client.sendOtp(await targetOf(address('fatima.khan')), 'mobile-otp', signal);
			expect(await failureOf(sent)).toMatchObject({
				code: 'too-many-requests',
				waitSeconds: 30 * 60,
			});
		});
	});

	describe('a login by mobile', () => {
		it('lists everyone on the phone to choose from', async () => {
			const { accounts } = await choiceOf('9000000558');
			expect(accounts).toMatchObject([
				{ name: 'Meena Joshi', abhaNumber: '90-0005-1020-3046', abhaAddress: 'meena.joshi@sbx' },
				{ name: 'Rohan Joshi', abhaNumber: '90-0006-1020-3045' },
				{ name: 'Kiran Joshi', abhaNumber: '90-0011-1020-3048' },
			]);
			if (generation === 'v1v2') return;
			expect(accounts.map(({ status }) => status)).toEqual(['active', 'active', 'deactivated']);
		});

		it('logs in as the one who was chosen', async () => {
			const choice = await choiceOf('9000000558');
			const session = await client.chooseAccount(choice, choice.accounts[1]!, signal);
			expect(await client.profile(session, signal)).toMatchObject({
				name: 'Rohan Joshi',
				abhaNumber: '90-0006-1020-3045',
			});
		});

		it('refuses the one whose ABHA is deactivated', async () => {
			const choice = await choiceOf('9000000558');
			const chosen = client.chooseAccount(choice, choice.accounts[2]!, signal);
			await failsWith(chosen, 'abha-not-active');
		});

		it('leaves the choice to the person even when there is one account, with its photo', async () => {
			const choice = await choiceOf('9000000114');
			expect(choice.accounts).toMatchObject([
				{ abhaAddress: 'kavitha.murugan@sbx', photo: { contentType: 'image/png' } },
			]);
			const session = await client.chooseAccount(choice, choice.accounts[0]!, signal);
			expect(session.refreshToken).not.toBeNull();
			expect((await client.profile(session, signal)).name).toBe('கவிதா முருகன்');
		});

		it.each(['9000000001', '9000000770'])('says abha-not-found of %s', async (mobile) => {
			await failsWith(client.sendOtp(mobileTarget(mobile), 'mobile-otp', signal), 'abha-not-found');
			expect(arrived).toEqual([]);
		});

		it('tells where the OTP went', async () => {
			const { transaction } = await sendOtp(mobileTarget('9000000558'));
			expect(transaction).toMatchObject({ sentTo: '******0558', method: 'mobile-otp' });
		});

		it('lets a wrong OTP be corrected, and refuses an old one', async () => {
			const { transaction, otp } = await sendOtp(mobileTarget('9000000558'));
			await failsWith(client.verifyOtp(transaction, wrongFor(otp), signal), 'wrong-otp');
			clock.advance(10 * minuteMs);
			await failsWith(client.verifyOtp(transaction, otp, signal), 'otp-expired');
		});

		it('makes the newest OTP the one that counts', async () => {
			const first = await sendOtp(mobileTarget('9000000558'));
			clock.advance(minuteMs);
			const newest = await client.resendOtp(first.transaction, signal);
			const otp = newestOtp();
			if (otp.reveal() !== first.otp.reveal()) {
				await failsWith(client.verifyOtp(newest, first.otp, signal), 'wrong-otp');
			}
			expect(await client.verifyOtp(newest, otp, signal)).toMatchObject({ kind: 'choose' });
		});

		it('ends the choice after five minutes', async () => {
			const choice = await choiceOf('9000000558');
			clock.advance(5 * minuteMs);
			const chosen = client.chooseAccount(choice, choice.accounts[0]!, signal);
			await failsWith(chosen, 'token-expired');
		});
	});

	describe('a login by Aadhaar number', () => {
		const aadhaarTarget = (aadhaar: string): OtpTarget => ({
			kind: 'aadhaar',
			number: new Secret(aadhaar),
		});

		it.runIf(generation === 'v1v2')('is not to be had', async () => {
			const sent = client.sendOtp(aadhaarTarget('999900000016'), 'aadhaar-otp', signal);
			await failsWith(sent, 'method-not-available');
			expect(arrived).toEqual([]);
		});

		it.runIf(generation === 'v3')('leads to the patient, with no choice', async () => {
			const { transaction, otp } = await sendOtp(aadhaarTarget('999900000016'), 'aadhaar-otp');
			expect(transaction.sentTo).toBe('******0903');
			await failsWith(client.verifyOtp(transaction, wrongFor(otp), signal), 'wrong-otp');
			const outcome = await client.verifyOtp(transaction, otp, signal);
			expect(outcome).toMatchObject({ kind: 'logged-in', account: { abhaNumber: seedNumber } });
		});

		it.runIf(generation === 'v3')('says abha-not-found of an Aadhaar without ABHA', async () => {
			const sent = client.sendOtp(aadhaarTarget('999900000156'), 'aadhaar-otp', signal);
			await failsWith(sent, 'abha-not-found');
		});

		it.runIf(generation === 'v3')('leaves the Aadhaar number in no line of the log', async () => {
			await logIn(aadhaarTarget('999900000016'), 'aadhaar-otp');
			await failureOf(client.sendOtp(aadhaarTarget('999900000156'), 'aadhaar-otp', signal));
			expect(lines.length).toBeGreaterThan(0);
			expect(lines.join('\n')).not.toContain('99990000');
		});
	});

	describe('the profile', () => {
		it.each(identifiers)('has what ABDM knows, of a login by %s', async (_, identifier) => {
			const profile = await client.profile(await logInAs(identifier), signal);
			expect(profile).toMatchObject({
				name: 'Deepak Pant',
				abhaNumber: seedNumber,
				abhaAddress: 'deepak.pant@sbx',
				dateOfBirth: { year: 1994, month: 5, day: 31 },
				gender: 'male',
				email: 'deepak.pant@example.invalid',
				address: '12 Practice Lane, Baner, PUNE, MAHARASHTRA',
				district: 'PUNE',
				state: 'MAHARASHTRA',
				pincode: '411001',
				kycVerified: true,
				photo: { contentType: 'image/jpeg' },
			});
			expect(profile.mobile).toMatch(/0903$/);
		});

		const practised = patients.filter(
			({ status, otpLimitReached }) => status === 'ACTIVE' && otpLimitReached !== true,
		);

		it.each(practised)(
			'is the same by both identifiers, whatever types ABDM answers of $name in',
			async (patient) => {
				for (const identifier of [
					...(patient.abhaNumber === undefined ? [] : [number(patient.abhaNumber)]),
					...(patient.abhaAddress === undefined ? [] : [address(patient.abhaAddress)]),
				]) {
					const target = await targetOf(identifier);
					const offered = target.kind === 'record' ? target.record.methods[0]! : 'mobile-otp';
					clock.advance(minuteMs);
					const transaction = await client.sendOtp(target, offered, signal);
					clock.advance(patient.smsDelayMs ?? 1500);
					const otp = new Secret(arrived.at(-1)?.otp ?? '');
					const outcome = await client.verifyOtp(transaction, otp, signal);
					if (outcome.kind !== 'logged-in') throw new Error('Not logged in');
					const profile = await client.profile(outcome.session, signal);
					const { year, month = null, day = null } = patient.born;
					expect(profile).toMatchObject({
						name: patient.name,
						abhaNumber: patient.abhaNumber ?? null,
						abhaAddress: patient.abhaAddress ?? null,
						dateOfBirth: { year, month, day },
						email: patient.email ?? null,
						district: patient.home.district,
						pincode: patient.home.pincode,
						kycVerified: patient.authMethods.includes('AADHAAR_OTP'),
						photo: patient.photo === undefined ? null : { base64: patient.photo },
					});
					expect(Object.values(profile)).not.toContain('null');
					expect(Object.values(profile)).not.toContain('');
				}
			},
		);

		it('knows the year of birth alone where ABDM knows no more', async () => {
			for (const identifier of [number('90-0007-1020-3044'), address('rajarajeshwari')]) {
				const { dateOfBirth } = await client.profile(await logInAs(identifier), signal);
				expect(dateOfBirth).toMatchObject({ month: null, day: null });
				expect([1948, 1951]).toContain(dateOfBirth?.year);
			}
		});
	});

	describe('the card', () => {
		it.each(identifiers)('is a picture, of a login by %s', async (_, identifier) => {
			const card = await client.card(await logInAs(identifier), signal);
			expect(card.contentType).toBe('image/png');
			const bytes = Buffer.from(card.bytes);
			expect(bytes.toString('latin1', 1, 4)).toBe('PNG');
			expect(bytes.toString('latin1', bytes.length - 8, bytes.length - 4)).toBe('IEND');
		});
	});

	describe("the patient's token", () => {
		it.each(identifiers)('ends after half an hour, of a login by %s', async (_, identifier) => {
			const session = await logInAs(identifier);
			clock.advance(30 * minuteMs - 1);
			await client.profile(session, signal);
			clock.advance(1);
			await failsWith(client.profile(session, signal), 'token-expired');
			await failsWith(client.card(session, signal), 'token-expired');
		});

		it.each(identifiers)('can be renewed, of a login by %s', async (_, identifier) => {
			const session = await logInAs(identifier);
			clock.advance(29 * minuteMs);
			const renewed = await client.refresh(session, signal);
			expect(renewed).toMatchObject({ family: session.family, expiresInSeconds: 1800 });
			clock.advance(29 * minuteMs);
			expect(await client.profile(renewed, signal)).toMatchObject({ abhaNumber: seedNumber });
			const again = await client.refresh(renewed, signal);
			expect(await client.profile(again, signal)).toMatchObject({ abhaNumber: seedNumber });
		});

		it.each(identifiers)('is worth nothing after the log-out, of a login by %s', async (_, id) => {
			const session = await logInAs(id);
			await client.logOut(session, signal);
			await failsWith(client.profile(session, signal), 'token-expired');
			await failsWith(client.refresh(session, signal), 'token-expired');
		});

		it('is not asked of ABDM without a refresh token', async () => {
			const session = await logInAs(number());
			await failsWith(client.refresh({ ...session, refreshToken: null }, signal), 'token-expired');
		});
	});
});
