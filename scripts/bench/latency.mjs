import { BenchAbdm } from './support/abdm.mjs';
import { BareClient } from './support/bare-client.mjs';
import { openDesk } from './support/desk.mjs';
import { median, quantile } from './support/figures.mjs';
import { walkThroughVisit } from './support/journey.mjs';
import { newmanIsMissing, runNewman } from './support/newman.mjs';
import { limitRow } from './support/row.mjs';

export const name = 'latency';

const item = '2 Latency added';
const roundTripsMs = [0, 50, 200];
const warmUps = 10;
const visits = 30;
const newmanPatients = 5;
const goals = { medianMs: 16.7, p95Ms: 33 };

/** What the server hears of a visit that is the login itself: the profile is read after it. */
const steps = {
	find: '/api/v1/search/searchByHealthId',
	send: '/api/v2/auth/init',
	verify: '/api/v1/auth/confirmWithMobileOTP',
};

/**
 * From a press to the next screen painted, measured in the page, less the time that the server took;
 * against a script that makes the same calls and shows nothing. They take turns, visit by visit.
 *
 * @param {import('./support/row.mjs').Context} context
 */
export async function run({ program, folder, note }) {
	const abdm = await BenchAbdm.start();
	const client = new BareClient(abdm.origin);
	const { app, page } = await openDesk(program, `${folder}/profile`, [
		abdm.provisionSwitch(folder),
	]);
	try {
		await client.connect();
		let patient = 0;
		const next = () => {
			patient += 1;
			return { query: `patient${String(patient)}@sbx`, otp: String(100_000 + patient) };
		};
		const ours = async () => page.evaluate(walkThroughVisit, next());
		// The first patients warm both up, so that the first figures are not of another day than the last.
		for (let visit = 0; visit < warmUps; visit += 1) {
			await ours();
			await client.visit(next());
		}
		const rows = [];
		for (const delayMs of roundTripsMs) {
			await abdm.setDelay(delayMs);
			const desk = { find: /** @type {number[]} */ ([]), verify: /** @type {number[]} */ ([]) };
			const bare = { find: /** @type {number[]} */ ([]), verify: /** @type {number[]} */ ([]) };
			for (let visit = 0; visit < visits; visit += 1) {
				for (const [into, walk] of /** @type {const} */ ([
					[desk, ours],
					[bare, () => client.visit(next())],
				])) {
					const { findMs, verifyMs } = await walk();
					const served = await abdm.take();
					into.find.push(findMs - busyMs(served, steps.find));
					into.verify.push(verifyMs - busyMs(served, steps.verify));
				}
			}
			note(`${String(delayMs)} ms: ${String(visits)} visits of each side`);
			rows.push(...rowsOf(delayMs, desk, bare));
		}
		return [...rows, ...(await roundTripRows())];

		async function roundTripRows() {
			const delayMs = 200;
			await abdm.setDelay(delayMs);
			await abdm.take();
			const waited = await ours();
			const served = await abdm.take();
			const paths = /** @type {string[]} */ (Object.values(steps));
			const beforeVerified = served.filter(({ path }) => !path.includes('/account/'));
			const unknown = beforeVerified.find(({ path }) => !paths.includes(path));
			if (unknown !== undefined) note(`the desk also asked for ${unknown.path}`);
			const missing = await newmanIsMissing();
			if (missing !== undefined) note(`not compared with newman: ${missing}`);
			const trips = { item, what: "round trips of a second patient's login", unit: '' };
			if (missing !== undefined) return [limitRow({ ...trips, ours: beforeVerified.length }, 3)];
			await abdm.take();
			const newmanMs = await runNewman({ ...abdm, patients: newmanPatients, folder });
			const asked = (await abdm.take()).length / newmanPatients;
			const oursMs = waited.findMs + waited.sendMs + waited.verifyMs;
			note(`newman: ${newmanMs.toFixed(0)} ms a patient at ${String(delayMs)} ms`);
			return [
				limitRow({ ...trips, ours: beforeVerified.length, baseline: asked }, 3),
				{
					...{
						item,
						what: `a second patient's three presses until painted, round trip 200 ms, and newman's run`,
					},
					...{ ours: oursMs, baseline: newmanMs, ratio: oursMs / newmanMs, unit: 'ms' },
					...{ goal: '< newman', isMet: oursMs < newmanMs },
				},
			];
		}
	} finally {
		client.close();
		await app.close();
		abdm.stop();
	}
}

/**
 * @param {number} delayMs
 * @param {Record<'find' | 'verify', number[]>} desk
 * @param {Record<'find' | 'verify', number[]>} bare
 */
function rowsOf(delayMs, desk, bare) {
	return /** @type {const} */ (['find', 'verify']).flatMap((step) => {
		const press = step === 'find' ? 'Find patient' : 'Verify OTP';
		const what = `${press} pressed to painted, round trip ${String(delayMs)} ms, less the bare script`;
		/** @param {string} which @param {number} share @param {number} goalMs */
		const row = (which, share, goalMs) => {
			const [mine, theirs] = [quantile(desk[step], share), quantile(bare[step], share)];
			return {
				...{ item, what: `${what}: ${which}`, ours: mine, baseline: theirs, unit: 'ms' },
				...{ goal: `≤ ${String(goalMs)} ms more`, isMet: mine - theirs <= goalMs },
			};
		};
		return [row('median', 0.5, goals.medianMs), row('95 of 100', 0.95, goals.p95Ms)];
	});
}

/**
 * How long the server had the calls of a step.
 *
 * @param {readonly import('./support/abdm.mjs').Served[]} served
 * @param {string} path
 */
function busyMs(served, path) {
	return median(served.filter((call) => call.path === path).map((call) => call.busyMs));
}
