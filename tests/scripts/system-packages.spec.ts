import { describe, expect, it } from 'vitest';

import { installableNames, missingNeeds } from '../../scripts/system-packages.mjs';

const needs = [['libgtk-3-0', 'libgtk-3-0t64'], ['libasound2', 'libasound2t64'], ['xvfb']];

describe('missingNeeds', () => {
	it('finds nothing missing when every package is installed under its own name', () => {
		const installed = 'libgtk-3-0\tinstalled\t\nlibasound2\tinstalled\t\nxvfb\tinstalled\t\n';
		expect(missingNeeds(needs, installed)).toEqual([]);
	});

	it('counts what another package provides, with a version or an architecture behind the name', () => {
		const installed =
			'libgtk-3-0t64\tinstalled\tgtk3-binver-3.0.0, libgtk-3-0 (= 3.24.41-4)\n' +
			'other\tinstalled\tlibasound2:any, xvfb\n';
		expect(missingNeeds(needs, installed)).toEqual([]);
	});

	it('counts the name that the package has in a newer release', () => {
		expect(missingNeeds(needs, 'libasound2t64\tinstalled\t\n')).toEqual([
			['libgtk-3-0', 'libgtk-3-0t64'],
			['xvfb'],
		]);
	});

	it('does not count a removed package whose configuration is left', () => {
		const installed = 'libgtk-3-0\tinstalled\t\nlibasound2\tinstalled\t\nxvfb\tconfig-files\t\n';
		expect(missingNeeds(needs, installed)).toEqual([['xvfb']]);
	});

	it('does not take a package for another one that its name begins with', () => {
		const installed = 'libgtk-3-0-dev\tinstalled\t\nlibasound2-data\tinstalled\txvfb-run\n';
		expect(missingNeeds(needs, installed)).toEqual(needs);
	});
});

describe('installableNames', () => {
	const policy = `libasound2:
  Installed: (none)
  Candidate: (none)
  Version table:
libasound2t64:
  Installed: (none)
  Candidate: 1.2.11-1build2
  Version table:
     1.2.11-1build2 500
        500 mirror noble/main amd64 Packages
xvfb:
  Installed: (none)
  Candidate: 2:21.1.12-1
`;

	it('takes the name that has a candidate, since apt refuses one that is only provided', () => {
		expect(installableNames([['libasound2', 'libasound2t64'], ['xvfb']], policy)).toEqual([
			'libasound2t64',
			'xvfb',
		]);
	});

	it('takes the first name when apt has no package lists yet', () => {
		expect(installableNames([['libasound2', 'libasound2t64']], '')).toEqual(['libasound2']);
	});
});
