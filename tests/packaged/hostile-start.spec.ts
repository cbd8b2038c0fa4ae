import {
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';

import { expect } from 'playwright/test';

import { test } from '../e2e/desk.ts';
import { allowsNamespaces, OrdinaryUser } from '../e2e/ordinary-user.ts';
import { HardProgram } from './hard-package.ts';
import { installIn } from './package.ts';

// Everything that somebody who may start the program can say to it from outside. The program is
// started as an ordinary user, because as root Chromium refuses to start before anything of ours runs.
test.skip(process.platform !== 'linux', 'hands the program to another user');
test.skip(!allowsNamespaces(), 'this machine allows no user namespaces');

let user: OrdinaryUser;
let executable: string;
let started: HardProgram[];

test.beforeEach(({ folder }) => {
	user = new OrdinaryUser(folder);
	executable = installIn(folder, 'hard');
	started = [];
});

test.afterEach(async () => {
	await Promise.all(started.map((program) => program.kill()));
});

function start(args: readonly string[] = [], environment: NodeJS.ProcessEnv = {}): HardProgram {
	const switches = [`--user-data-dir=${user.profile}`, ...args];
	const program = new HardProgram(executable, user, switches, environment);
	started.push(program);
	return program;
}

/** The program's own log says when the desk is up. */
async function expectStarted(profile = user.profile): Promise<void> {
	const logs = join(profile, 'logs');
	const text = () =>
		existsSync(logs)
			? readdirSync(logs)
					.map((name) => readFileSync(join(logs, name), 'utf8'))
					.join('')
			: '';
	await expect.poll(text, { timeout: 20_000 }).toContain('started');
}

test('no switch that opens the program gets it to start', async () => {
	const hostile = [
		'--inspect=0',
		'--inspect-brk=0',
		'--remote-debugging-port=0',
		'--remote-debugging-pipe',
		'--js-flags=--expose-gc',
		'--load-extension=/tmp',
		'--host-rules=MAP * 127.0.0.1',
		'--proxy-server=127.0.0.1:1',
		'--ignore-certificate-errors',
		'--no-sandbox',
		'--disable-web-security',
	];
	for (const given of hostile) {
		const program = start([given]);
		expect([given, await program.end()]).toEqual([given, 4]);
		expect(program.text).toContain('does not start with');
		expect(program.text).not.toMatch(/listening on/);
	}
	expect(existsSync(join(user.profile, 'logs'))).toBe(false);
});

test('a debugging port is never open, not even for a moment', async () => {
	const port = 39_417;
	const program = start([`--remote-debugging-port=${String(port)}`]);
	let wasOpen = false;
	while (program.isRunning) {
		wasOpen ||= await new Promise<boolean>((resolve) => {
			const socket = createConnection(port, '127.0.0.1');
			socket.once('connect', () => {
				socket.destroy();
				resolve(true);
			});
			socket.once('error', () => {
				resolve(false);
			});
		});
	}
	expect([wasOpen, await program.end()]).toEqual([false, 4]);
});

test('the environment makes no Node of it, and loads nothing into it', async ({ folder }) => {
	const planted = join(folder, 'planted.cjs');
	const proof = join(user.home, 'proof');
	writeFileSync(planted, `require('node:fs').writeFileSync(${JSON.stringify(proof)}, 'ran')`);
	chmodSync(planted, 0o644);
	start([planted], {
		ELECTRON_RUN_AS_NODE: '1',
		NODE_OPTIONS: `--require ${planted} --inspect=0`,
		NODE_EXTRA_CA_CERTS: planted,
		ELECTRON_NO_ASAR: '',
	});
	await expectStarted();
	expect(existsSync(proof)).toBe(false);
	expect(started[0]?.text).not.toMatch(/Debugger listening|Extra certs|extra certs/);
});

test('SIGUSR1 opens no debugger', async () => {
	const program = start();
	await expectStarted();
	program.signal('SIGUSR1');
	// It would say so within milliseconds; a program without a handler for the signal just ends.
	await new Promise((resolve) => setTimeout(resolve, 1_000));
	expect(program.text).not.toMatch(/Debugger listening/);
});

test('a program beside the archive is not run in its place', async ({ folder }) => {
	const resources = join(folder, 'linux-unpacked', 'resources');
	mkdirSync(join(resources, 'app'));
	writeFileSync(join(resources, 'app', 'package.json'), '{"name":"evil","main":"evil.js"}');
	writeFileSync(join(resources, 'app', 'evil.js'), 'console.log("evil ran")');
	const program = start();
	await expectStarted();
	expect(program.text).not.toContain('evil ran');
});

test('it starts out of a folder that it may not write, and writes nothing there', async ({
	folder,
}) => {
	const before = readdirSync(join(folder, 'linux-unpacked'), { recursive: true }).sort();
	start();
	await expectStarted();
	expect(readdirSync(join(folder, 'linux-unpacked'), { recursive: true }).sort()).toEqual(before);
});

test('it says so when it may not write to its profile', async () => {
	mkdirSync(user.profile);
	chmodSync(user.profile, 0o555);
	const program = start();
	expect(await program.end()).toBe(5);
	expect(program.text).toContain('may not write to');
	expect(readdirSync(user.profile)).toEqual([]);
});

test('it starts with a profile that is a link', async () => {
	const elsewhere = join(user.home, 'elsewhere');
	mkdirSync(elsewhere);
	user.own(elsewhere);
	symlinkSync(elsewhere, user.profile);
	start();
	await expectStarted(elsewhere);
});

test('two profiles on one PC have a desk each', async () => {
	start();
	await expectStarted();
	const second = join(user.home, 'second-profile');
	const other = new HardProgram(executable, user, [`--user-data-dir=${second}`]);
	started.push(other);
	await expectStarted(second);
	expect(started.map((program) => program.isRunning)).toEqual([true, true]);
});
