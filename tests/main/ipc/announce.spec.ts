import { describe, expect, it } from 'vitest';

import { announce } from '../../../main/ipc/announce.ts';

function fakeContents(destroyed: boolean) {
	const sent: unknown[][] = [];
	return {
		sent,
		isDestroyed: () => destroyed,
		send: (...what: unknown[]) => {
			sent.push(what);
		},
	};
}

describe('announce', () => {
	it('tells the page of an event', () => {
		const contents = fakeContents(false);
		announce(contents, 'trainingMessageArrived', { to: '******0903', otp: '012345' });
		expect(contents.sent).toEqual([
			['trainingMessageArrived', { to: '******0903', otp: '012345' }],
		]);
	});

	it('tells nobody when the window has gone', () => {
		const contents = fakeContents(true);
		announce(contents, 'trainingMessageArrived', { to: '******0903', otp: '012345' });
		expect(contents.sent).toEqual([]);
	});
});
