import { describe, expect, it } from 'vitest';

import { applicationPath } from '../../../scripts/default-app/application-path.mjs';

describe('applicationPath', () => {
	it('skips the switches that Playwright and Chromium put before the folder', () => {
		const given = ['--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '/clone'];
		expect(applicationPath(given)).toBe('/clone');
	});

	it('leaves the switches and files behind the folder to the application', () => {
		expect(applicationPath(['.', '--provision=/a/b.json', '--user-data-dir=/c', '/d'])).toBe('.');
	});

	it('finds none among switches alone', () => {
		expect(applicationPath(['--no-sandbox', '-v'])).toBeUndefined();
		expect(applicationPath([])).toBeUndefined();
	});
});
