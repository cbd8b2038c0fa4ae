import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';

import { AppError } from '../../../main/failure.ts';
import { Settings, type SettingsStore } from '../../../main/settings/settings.ts';
import { recordedLog } from '../../support/recorded-log.ts';

/** What a desk has that nobody has set up. */
const atFirst = {
	deskName: '',
	operatorName: '',
	idleEndsVisitAfterMinutes: 5,
	keepActivityMonths: 12,
	language: 'en' as const,
};
const changed = {
	deskName: 'OPD काउंटर 2',
	operatorName: 'Asha',
	idleEndsVisitAfterMinutes: 15,
	keepActivityMonths: 24,
	language: 'hi' as const,
};

const kiosk = {
	isOn: false,
	idleAfterSeconds: 60,
	sendsPerAbha: 3,
	sendsPerDevice: 60,
	startsWithSession: false,
};

/** A store whose disk does as it is told. */
class FakeStore implements SettingsStore {
	stored: unknown;
	aside: unknown[] = [];
	fault: { reading?: Error; writing?: Error; moving?: Error } = {};

	constructor(stored?: unknown) {
		this.stored = stored;
	}

	read(): unknown {
		if (this.fault.reading) throw this.fault.reading;
		return this.stored;
	}

	write(value: Record<string, unknown>): void {
		if (this.fault.writing) throw this.fault.writing;
		this.stored = value;
	}

	setAside(): void {
		if (this.fault.moving) throw this.fault.moving;
		this.aside.push(this.stored);
		this.stored = undefined;
	}
}

const refusedBySystem = Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'open' });
const damaged = new SyntaxError('not valid JSON');

let store: FakeStore;
let lines: string[];

beforeEach(() => {
	store = new FakeStore();
});

/** As at a start of the program. */
function open(): Settings {
	const recorded = recordedLog();
	({ lines } = recorded);
	return new Settings(store, recorded.log);
}

function failureOf(change: () => void): unknown {
	try {
		change();
		return null;
	} catch (error) {
		if (error instanceof AppError) return error.failure;
		throw error;
	}
}

describe('Settings', () => {
	it('begin with five minutes and one year, without names, at the first run', () => {
		const settings = open();
		expect(settings.value).toEqual(atFirst);
		expect(settings.trainingChosen).toBe(false);
		expect(settings.warnings).toEqual([]);
	});

	it('are the same at the next start', () => {
		const settings = open();
		settings.change(changed);
		expect(settings.value).toEqual(changed);
		expect(open().value).toEqual(changed);
		expect(lines).toEqual([]);
	});

	it('keep that training was chosen, and the rest with it', () => {
		open().change(changed);
		open().chooseTraining();
		expect(open().trainingChosen).toBe(true);
		expect(open().value).toEqual(changed);
		open().change(atFirst);
		expect(open().trainingChosen).toBe(true);
	});

	it('are stored with their version', () => {
		open().change(changed);
		expect(store.stored).toEqual({
			version: 3,
			...changed,
			trainingChosen: false,
			kiosk,
			slip: null,
			updates: { source: 'off', place: '' },
		});
	});

	it('write nothing when they are read only', () => {
		open().change(changed);
		store.fault.writing = new Error('nothing to write');
		expect(open().warnings).toEqual([]);
	});
});

describe('a change of the settings', () => {
	it.each(['deskName', 'operatorName'] as const)('trims the %s, and may take it away', (field) => {
		const settings = open();
		settings.change({ ...changed, [field]: '  Reception ' });
		expect(settings.value[field]).toBe('Reception');
		settings.change({ ...changed, [field]: ' ' });
		expect(settings.value[field]).toBe('');
	});

	it.each([
		['deskName', 'x'.repeat(61), 'too-long'],
		['operatorName', 'x'.repeat(61), 'too-long'],
		['deskName', 'two\nlines', 'not-printable'],
		['deskName', 'bell\u0007', 'not-printable'],
		['operatorName', 'turned\u202Eround', 'not-printable'],
		['operatorName', 'line\u2028separator', 'not-printable'],
		['deskName', 'hidden\u200Bspace', 'not-printable'],
		['idleEndsVisitAfterMinutes', 0, 'out-of-range'],
		['idleEndsVisitAfterMinutes', 16, 'out-of-range'],
		['idleEndsVisitAfterMinutes', 4.5, 'out-of-range'],
		['idleEndsVisitAfterMinutes', NaN, 'out-of-range'],
		['idleEndsVisitAfterMinutes', Infinity, 'out-of-range'],
		['keepActivityMonths', 11, 'out-of-range'],
		['keepActivityMonths', 121, 'out-of-range'],
	] as const)('is refused with %s of %j: %s', (field, value, problem) => {
		const settings = open();
		const failure = { code: 'invalid-input', problem: { field, problem } };
		expect(
			failureOf(() => {
				settings.change({ ...changed, [field]: value });
			}),
		).toEqual(failure);
		expect(settings.value).toEqual(atFirst);
		expect(open().value).toEqual(atFirst);
	});

	it.each([
		['idleEndsVisitAfterMinutes', 1],
		['idleEndsVisitAfterMinutes', 15],
		['keepActivityMonths', 12],
		['keepActivityMonths', 120],
		['deskName', 'x'.repeat(60)],
		['deskName', 'क्\u200dष, श्\u200cर'],
	] as const)('takes %s of %j', (field, value) => {
		const settings = open();
		settings.change({ ...changed, [field]: value });
		expect(open().value[field]).toBe(value);
	});

	it('names the first field of the form that is wrong', () => {
		const all = { ...changed, deskName: '\0', operatorName: '\0' };
		expect(
			failureOf(() =>
				open().check({ ...all, keepActivityMonths: 0, idleEndsVisitAfterMinutes: 0 }),
			),
		).toMatchObject({
			problem: { field: 'deskName' },
		});
	});

	it('can be checked without being made', () => {
		const settings = open();
		expect(settings.check({ ...changed, deskName: ' Reception ' }).deskName).toBe('Reception');
		expect(settings.value).toEqual(atFirst);
	});
});

describe('settings that cannot be stored', () => {
	beforeEach(() => {
		store.fault.writing = refusedBySystem;
	});

	it('are known at the first start, before anybody has typed', () => {
		expect(open().warnings).toEqual(['settings-not-writable']);
		expect(lines.join()).toContain('EACCES');
	});

	it('stay as they were, and the person is told', () => {
		const settings = open();
		expect(
			failureOf(() => {
				settings.change(changed);
			}),
		).toEqual({ code: 'settings-not-saved' });
		expect(settings.value).toEqual(atFirst);
	});

	it('let training be chosen for this run', () => {
		const settings = open();
		settings.chooseTraining();
		expect(settings.trainingChosen).toBe(true);
	});

	it('are no longer warned of once they could be stored', () => {
		const settings = open();
		store.fault = {};
		settings.change(changed);
		expect(settings.warnings).toEqual([]);
	});
});

describe('settings that are damaged', () => {
	it('are set aside, and new ones begin', () => {
		store.stored = 'the damage';
		store.fault.reading = damaged;
		const settings = open();
		store.fault = {};
		expect(settings.value).toEqual(atFirst);
		expect(settings.warnings).toEqual(['settings-damaged']);
		expect(store.aside).toEqual(['the damage']);
		settings.change(changed);
		expect(open().value).toEqual(changed);
	});

	it.each([
		['without a version', { ...changed, trainingChosen: true }],
		['of version 0', { version: 0, ...changed, trainingChosen: true }],
		['of a version that is no number', { version: '1', ...changed, trainingChosen: true }],
		['with a field missing', { version: 1, ...changed }],
		['with a field too many', { version: 1, ...changed, trainingChosen: true, pin: '482915' }],
		[
			'out of range',
			{ version: 1, ...changed, idleEndsVisitAfterMinutes: 600, trainingChosen: true },
		],
		['that are no object', ['settings']],
		['that are nothing', null],
	])('may be settings %s', (_what, content) => {
		store.stored = content;
		expect(open().warnings).toEqual(['settings-damaged']);
		expect(store.aside).toEqual([content]);
		expect(open().warnings).toEqual([]);
	});

	it('are not written over when they cannot be set aside', () => {
		store.stored = { version: 1 };
		store.fault.moving = refusedBySystem;
		const settings = open();
		expect(settings.warnings).toEqual(['settings-damaged', 'settings-not-writable']);
		expect(
			failureOf(() => {
				settings.change(changed);
			}),
		).toEqual({ code: 'settings-not-saved' });
		expect(store.stored).toEqual({ version: 1 });
	});

	it('never stop the desk, whatever stands there, and never lose it', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (content) => {
				store = new FakeStore(content);
				const settings = open();
				expect(settings.value.idleEndsVisitAfterMinutes).toBe(5);
				expect([...store.aside, store.stored]).toContainEqual(content);
			}),
		);
	});
});

describe('settings that the operating system does not let us read', () => {
	it('are neither set aside nor written over', () => {
		store.stored = 'somebody else’s';
		store.fault.reading = refusedBySystem;
		const settings = open();
		expect(settings.value).toEqual(atFirst);
		expect(settings.warnings).toEqual(['settings-not-writable']);
		expect(
			failureOf(() => {
				settings.change(changed);
			}),
		).toEqual({ code: 'settings-not-saved' });
		settings.chooseTraining();
		expect(store).toMatchObject({ stored: 'somebody else’s', aside: [] });
	});
});

describe('settings of a newer version', () => {
	it('are left alone, said, and cannot be changed', () => {
		const newer = { version: 4, deskName: { hi: 'काउंटर' } };
		store.stored = newer;
		const settings = open();
		expect(settings.value).toEqual(atFirst);
		expect(settings.warnings).toEqual(['settings-newer']);
		expect(
			failureOf(() => {
				settings.change(changed);
			}),
		).toEqual({ code: 'settings-not-saved' });
		settings.chooseTraining();
		expect(store).toMatchObject({ stored: newer, aside: [] });
	});

	it('read what the version before the kiosk stored', () => {
		const { language: _language, ...before } = changed;
		store.stored = { version: 1, ...before, trainingChosen: true };
		const settings = open();
		expect(settings.value).toEqual({ ...before, language: 'en' });
		expect(settings.kiosk).toEqual(kiosk);
		expect(settings.warnings).toEqual([]);
		expect(store.stored).toMatchObject({ version: 3, kiosk });
	});
});
