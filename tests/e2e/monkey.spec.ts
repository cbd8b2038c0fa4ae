import { expect } from 'playwright/test';

import { languages } from '../../preload/contract/kiosk.ts';
import { type RecordedRequest, type ScriptedServer, sendJson } from '../support/scripted-server.ts';
import { startSeedAbdm } from '../support/seed-abdm.ts';
import { expectNowhere, type OpenDesk, provisioningFor, provisionSwitch, test } from './desk.ts';
import { agree, expectHeadingNow, openKiosk, verifyAtKiosk, wordsOf } from './kiosk.ts';
import { play, pressesOf, type SeenEvent, watchPresses } from './monkey-hands.ts';
import { type MonkeyInput, randomInputs } from './random-inputs.ts';
import { readAll } from './left-behind.ts';
import { expectHeading, findPatient, finishVisit, sendOtp, verifyOtp } from './steps.ts';

/** Another one each time; `MONKEY_SEED` plays an earlier one again. */
const seed = Number(process.env.MONKEY_SEED ?? Math.floor(Math.random() * 2 ** 32));

/** Whoever is found here; the profile's mobile is the seed's. */
const patient = { name: 'Quillon Vexworth', address: 'quillon.vex', mobile: '9000000903' };

/** Comes to the desk after the monkey. */
const nextPatient = '91-7662-6160-6756';

/** Every second OTP is right. */
const isRight = (earlier: number) => earlier % 2 === 0;

let server: ScriptedServer;
let arrived: { atMs: number; request: RecordedRequest }[];

/** An ABDM that knows everybody, and takes every second OTP. */
test.beforeEach(async () => {
	arrived = [];
	server = await startSeedAbdm((request, earlier) => {
		arrived.push({ atMs: Date.now(), request });
		if (request.path.endsWith('/search/searchByHealthId')) {
			const { healthId } = JSON.parse(request.body) as { healthId: string };
			return (_request, response) => {
				sendJson(response, 200, {
					healthId: `${patient.address}${healthId.slice(-4)}@sbx`,
					healthIdNumber: /^[\d-]+$/.test(healthId) ? healthId : '43-4221-5105-6749',
					name: patient.name,
					status: 'ACTIVE',
					authMethods: ['AADHAAR_OTP', 'MOBILE_OTP'],
					tags: null,
				});
			};
		}
		if (request.path.endsWith('/auth/confirmWithMobileOTP') && !isRight(earlier)) {
			return (_request, response) => {
				sendJson(response, 422, { code: 'HIS-422', details: [{ code: 'HIS-2022', message: '' }] });
			};
		}
		return undefined;
	});
});

test.afterEach(async () => {
	await server.stop();
});

async function playAll(desk: OpenDesk, inputs: MonkeyInput[]): Promise<void> {
	for (let from = 0; from < inputs.length; from += 500) {
		await play(desk.app, inputs.slice(from, from + 500));
	}
}

function textsOf(...keys: string[]): Set<string> {
	return new Set(languages.flatMap((language) => keys.map((key) => wordsOf(language)(key))));
}

/** Every search after a consent on the same page, every OTP after a press of its own. */
function expectEachAskedFor(seen: readonly SeenEvent[]): { searches: number; sends: number } {
	const agrees = textsOf('kiosk.consent.agree');
	const sends = textsOf('kiosk.confirm.yes', 'action.resend');
	const confirms = textsOf('kiosk.confirm.heading');
	const counted = { searches: 0, sends: 0 };
	let isAgreed = false;
	let presses = 0;
	const told = [
		...seen.map(({ atMs, what, text }) => ({ atMs, what, text })),
		...arrived.map(({ atMs, request }) => ({ atMs, what: 'asked' as const, text: request.path })),
	].sort((one, other) => one.atMs - other.atMs);
	for (const [index, { what, text }] of told.entries()) {
		const before = JSON.stringify(told.slice(Math.max(0, index - 12), index + 1), null, 1);
		if (what === 'load') [isAgreed, presses] = [false, 0];
		else if (what === 'press') {
			if (agrees.has(text)) isAgreed = true;
			const isEnter = text.startsWith('Enter at ') && confirms.has(text.slice('Enter at '.length));
			const isSend = Array.from(sends).some((words) => text.startsWith(words));
			if (isEnter || isSend) presses += 1;
		} else if (text.endsWith('/search/searchByHealthId')) {
			counted.searches += 1;
			expect(isAgreed, `a search without consent: ${before}`).toBe(true);
		} else if (text.endsWith('/auth/init')) {
			counted.sends += 1;
			expect(isAgreed && presses > 0, `an OTP that nobody asked for: ${before}`).toBe(true);
			presses = 0;
		}
	}
	return counted;
}

/**
 * No ABHA is sent more than the kiosk's three in half an hour, nor two within a minute, unless verified.
 * A person who starts over before ABDM has answered has no minute to wait: no answer says that one went.
 */
function expectLimitsHeld(seen: readonly SeenEvent[]): void {
	const isCutOff = (sentMs: number) =>
		seen.some(({ what, atMs }) => what === 'gone' && atMs >= sentMs && atMs < sentMs + 1_500);
	const sentAtMs = new Map<string, number[]>();
	let last = '';
	let tried = 0;
	for (const { atMs, request } of arrived) {
		if (request.path.endsWith('/auth/init')) {
			last = (JSON.parse(request.body) as { healthid: string }).healthid;
			const before = sentAtMs.get(last) ?? [];
			expect(before.length).toBeLessThan(3);
			const answered = before.filter((sentMs) => !isCutOff(sentMs));
			expect(atMs - (answered.at(-1) ?? -Infinity)).toBeGreaterThan(59_000);
			sentAtMs.set(last, [...before, atMs]);
		}
		// Whoever had the OTP is protected from nobody but themselves.
		if (request.path.endsWith('/auth/confirmWithMobileOTP')) {
			if (isRight(tried)) sentAtMs.delete(last);
			tried += 1;
		}
	}
}

async function windowsOf({ app }: OpenDesk) {
	return app.evaluate(({ BrowserWindow, screen }) =>
		BrowserWindow.getAllWindows().map((window) => ({
			isKiosk: window.isKiosk(),
			isWhole:
				JSON.stringify(window.getBounds()) === JSON.stringify(screen.getPrimaryDisplay().bounds),
			isVisible: window.isVisible(),
			zoom: window.webContents.getZoomFactor(),
			url: window.webContents.getURL(),
			devTools: window.webContents.isDevToolsOpened(),
		})),
	);
}

/** As when the PC is locked, which begins anew at once. */
async function lockScreen({ app }: OpenDesk): Promise<void> {
	await app.evaluate(({ powerMonitor }) => powerMonitor.emit('lock-screen'));
}

/** Nothing of a patient is left, and nothing went wrong: every end of a page was one of ours. */
function expectClean(desk: OpenDesk, seen: readonly SeenEvent[]): void {
	const { name, address, mobile } = patient;
	expectNowhere(desk, [name, address, mobile, '43-4221-5105-674', '4342215105674', nextPatient]);
	const log = readAll(desk.profile, /^logs\/.*\.log$/);
	const ends = seen.filter(({ what }) => what === 'gone');
	const told = ends.map(({ atMs, text }) => `${new Date(atMs).toISOString()} ${text}`).join('\n');
	expect(log, `the page's ends:\n${told}`).not.toMatch(
		/renderer gone|renderer problem|renderer hangs|out of order|uncaught/,
	);
}

test('a kiosk after 20,000 random inputs is at its start and clean', async ({
	openDesk,
	folder,
}, testInfo) => {
	// Two minutes on an idle machine of two cores.
	test.setTimeout(600_000);
	testInfo.annotations.push({ type: 'seed', description: String(seed) });
	const count = 20_000;
	const desk = await openKiosk(openDesk, folder, server);
	await watchPresses(desk.app);
	await agree(desk.page);
	await verifyAtKiosk(desk.page);
	const startedAtMs = performance.now();
	await playAll(desk, randomInputs(seed, count, { isDesk: false, holds: [5_300, 900, 5_300] }));
	const tookSeconds = Math.round((performance.now() - startedAtMs) / 1000);
	expect(desk.app.process().exitCode).toBeNull();
	const { seen, headings } = await pressesOf(desk.app);
	await lockScreen(desk);
	await expectHeadingNow(desk, wordsOf('en')('kiosk.attract.heading'));
	expect(await windowsOf(desk)).toEqual([
		{
			...{ isKiosk: true, isWhole: true, isVisible: true, zoom: 1, devTools: false },
			url: 'app://abha-desk/index.html',
		},
	]);
	const counted = expectEachAskedFor(seen);
	expectLimitsHeld(seen);
	const described = JSON.stringify({ seed, tookSeconds, ...counted, headings }, null, 1);
	console.log(`monkey at the kiosk: ${described}`);
	// A monkey that only ever saw one screen would show nothing.
	expect(Object.keys(headings).length).toBeGreaterThan(12);
	expect(counted.sends).toBeGreaterThan(1);
	await desk.close();
	expectClean(desk, seen);
});

test('a desk after 3,000 random inputs still finds, verifies and forgets a patient', async ({
	openDesk,
	folder,
}, testInfo) => {
	test.setTimeout(180_000);
	testInfo.annotations.push({ type: 'seed', description: String(seed) });
	const desk = await openDesk([provisionSwitch(folder, provisioningFor(server))]);
	await watchPresses(desk.app);
	await findPatient(desk.page, '43-4221-5105-6749');
	await sendOtp(desk.page);
	await verifyOtp(desk.page, '739105');
	await expectHeading(desk.page, 'Verified');
	await playAll(desk, randomInputs(seed, 3_000, { isDesk: true, holds: [] }));
	const { seen, headings } = await pressesOf(desk.app);
	console.log(`monkey at the desk: ${JSON.stringify({ seed, headings }, null, 1)}`);
	expect(Object.keys(headings).length).toBeGreaterThan(2);
	expect(await windowsOf(desk)).toMatchObject([{ isVisible: true, devTools: false }]);
	await lockScreen(desk);
	await expectHeadingNow(desk, 'Find patient');
	// The list of keys may stand over it, which is nobody's; a person closes it.
	await desk.page.keyboard.press('Escape');
	// None of those whom the monkey may just have had an OTP sent.
	await findPatient(desk.page, nextPatient);
	await sendOtp(desk.page);
	await expectHeading(desk.page, 'Enter OTP');
	await finish(desk);
	await desk.close();
	expectClean(desk, seen);
});

/** The next OTP is right or wrong, as the monkey has left it. */
async function finish({ page }: OpenDesk): Promise<void> {
	for (let tried = 0; tried < 2; tried += 1) {
		await verifyOtp(page, '739105');
		const verified = page.getByRole('heading', { level: 1, name: 'Verified', exact: true });
		if (
			await verified.waitFor({ timeout: 5_000 }).then(
				() => true,
				() => false,
			)
		)
			break;
	}
	await finishVisit(page);
	await expectHeading(page, 'Find patient');
}
