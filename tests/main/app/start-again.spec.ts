import { describe, expect, it } from 'vitest';

import { startAgain } from '../../../main/app/start-again.ts';

function fakeApp() {
	const done: unknown[] = [];
	const app = {
		relaunch: (options: unknown) => done.push(options),
		quit: () => done.push('quit'),
		exit: (code: number) => done.push(`exit ${String(code)}`),
	};
	return { app, done };
}

const argv = ['/opt/abha-desk', '.', '--provision=/tmp/f.json', '--user-data-dir=/srv/desk'];
const finish = () => Promise.resolve();

describe('startAgain', () => {
	it('comes back in the same profile, and without the provisioning file', async () => {
		const { app, done } = fakeApp();
		await startAgain(app, { argv, environment: {}, finish });
		expect(done).toEqual([{ args: ['.', '--user-data-dir=/srv/desk'] }, 'quit']);
	});

	it('comes back as the AppImage that it was started from', async () => {
		const { app, done } = fakeApp();
		await startAgain(app, { argv, environment: { APPIMAGE: '/home/x/desk.AppImage' }, finish });
		expect(done[0]).toMatchObject({ execPath: '/home/x/desk.AppImage' });
	});

	it('fails under systemd, which starts it again, when all is written', async () => {
		const { app, done } = fakeApp();
		const environment = { NOTIFY_SOCKET: '/run/notify' };
		await startAgain(app, {
			...{ argv, environment },
			finish: async () => {
				done.push('finished');
			},
		});
		expect(done).toEqual(['finished', 'exit 6']);
	});
});
