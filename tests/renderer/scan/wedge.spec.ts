// @vitest-environment jsdom
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenToWedge } from '../../../renderer/scan/wedge.ts';
import { keysOf, press, pressKeyless } from './hands.ts';

const card =
	'{"hidn":"43-4221-5105-6749","hid":"deepak.pant@sbx","name":"दीपक पंत","state name":"Uttar Pradesh","dob":"23/5/1984"}';

/** A form with a field that has the focus, and what reached the page. */
class Page {
	readonly scans: string[] = [];
	readonly refusals: string[] = [];
	readonly keysSeen: string[] = [];
	presses = 0;
	inputs = 0;
	readonly field = document.createElement('input');
	readonly button = document.createElement('button');
	readonly #stop: () => void;

	constructor() {
		const form = document.createElement('form');
		form.append(this.field, this.button);
		form.addEventListener('submit', (event) => {
			event.preventDefault();
			this.presses += 1;
		});
		this.field.addEventListener('input', () => (this.inputs += 1));
		form.addEventListener('keydown', ({ key }) => this.keysSeen.push(key));
		document.body.append(form);
		this.field.focus();
		this.#stop = listenToWedge(window, {
			onscan: (text) => this.scans.push(text),
			onrefused: (reason) => this.refusals.push(reason),
		});
	}

	close(): void {
		this.#stop();
		this.field.form?.remove();
	}
}

let page: Page;
beforeEach(() => {
	vi.useFakeTimers();
	page = new Page();
});
afterEach(() => {
	page.close();
	// The page of the test has timers of its own, for focus and selection; ours wait longer.
	pass(10);
	expect(vi.getTimerCount()).toBe(0);
	vi.useRealTimers();
});

function pass(ms: number): void {
	vi.advanceTimersByTime(ms);
}

/** Types as a scanner does. */
function scan(text: string, gapMs = 4): void {
	for (const key of keysOf(text)) {
		press(key);
		pass(gapMs);
	}
}

/** Types as a person does. */
function type(text: string, gapMs = 120): void {
	scan(text, gapMs);
}

describe('listenToWedge', () => {
	it('takes a whole code out of the keys and lets none of it reach the page', () => {
		scan(`${card}\n`);
		pass(1000);
		expect(page.scans).toEqual([card]);
		expect(page.refusals).toEqual([]);
		expect(page.field.value).toBe('');
		expect(page.inputs).toBe(0);
		expect(page.keysSeen).toEqual([]);
		expect(page.presses).toBe(0);
	});

	it('gives the code on at its last brace, without waiting for more', () => {
		scan(card, 0);
		expect(page.scans).toEqual([card]);
	});

	it('presses no button that has the focus, and works where nothing has it', () => {
		page.button.focus();
		scan(`${card}\n`);
		page.button.blur();
		pass(200);
		scan(`${card}\n`);
		expect(page.presses).toBe(0);
		expect(page.scans).toEqual([card, card]);
	});

	it('takes the Enter of a scanner that hesitates before it, and the next of a person', () => {
		scan(card);
		pass(120);
		expect(press('Enter')).toBe(false);
		pass(200);
		expect(press('Enter')).toBe(true);
		expect(page.presses).toBe(1);
	});

	it('keeps the line breaks and tabs of a code that has them', () => {
		const indented = JSON.stringify({ hidn: '43-4221-5105-6749' }, null, '\t');
		scan(indented);
		expect(page.scans).toEqual([indented]);
	});

	it('reads braces, quotes and backslashes in the texts of a code as text', () => {
		const tricky = JSON.stringify({ address: 'a } "b" \\ {', hidn: '43-4221-5105-6749' });
		scan(tricky);
		expect(page.scans).toEqual([tricky]);
	});

	it('lets a person type a brace, at the caret, and anything after it', () => {
		page.field.value = 'ab';
		page.field.setSelectionRange(1, 1);
		type('{}x');
		expect(page.field.value).toBe('a{}xb');
		expect(page.inputs).toBe(3);
		expect([page.scans, page.refusals]).toEqual([[], []]);
	});

	it('keeps the order when a person rolls from a brace onto the next keys', () => {
		press('{');
		pass(20);
		press('a');
		press('Backspace');
		expect(page.field.value).toBe('{a');
		expect(page.keysSeen).toEqual(['Backspace']);
	});

	it('gives a brace to the field where it was typed, though the focus has gone on', () => {
		press('{');
		page.button.focus();
		pass(50);
		expect(page.field.value).toBe('{');
	});

	it('gives five quick characters to the field: a hand rolling over the keys', () => {
		scan('{abcd');
		pass(300);
		expect(page.field.value).toBe('{abcd');
		expect(page.refusals).toEqual([]);
	});

	it('lets a brace repeat that a person holds', () => {
		press('{');
		pass(500);
		expect(press('{', { repeat: true })).toBe(true);
	});

	it('types no brace into a field that takes none', () => {
		page.field.readOnly = true;
		type('{');
		expect(page.field.value).toBe('');
	});

	it('refuses half a code and leaves nothing of it', () => {
		scan(card.slice(0, 40));
		pass(150);
		expect(page.refusals).toEqual(['incomplete']);
		expect(page.scans).toEqual([]);
		expect(page.field.value).toBe('');
	});

	it('swallows the repeats of the key that a scanner, pulled out, left pressed', () => {
		scan('{"hidn":"43');
		pass(500);
		expect(press('3', { repeat: true })).toBe(false);
		expect(page.field.value).toBe('');
	});

	it('leaves the repeats of a key that a person holds alone', () => {
		press('a');
		press('{');
		expect(press('a', { repeat: true })).toBe(true);
		scan(card.slice(1));
		expect(page.scans).toEqual([card]);
	});

	it('takes the first of two codes that come in one go', () => {
		scan(`${card}{"hidn":"91-7662-6160-6756"}\n`);
		pass(1000);
		expect(page.scans).toEqual([card]);
		expect(page.field.value).toBe('');
		expect(page.presses).toBe(0);
	});

	it('takes two codes with a pause between them as two', () => {
		scan(`${card}\n`);
		pass(60);
		scan('{"phr":"deepak@sbx"}\n');
		expect(page.scans).toEqual([card, '{"phr":"deepak@sbx"}']);
	});

	it('refuses once what is longer than any code, and swallows all of it', () => {
		scan(`{"a":"${'x'.repeat(5000)}"}\n`);
		pass(1000);
		expect(page.refusals).toEqual(['too-long']);
		expect(page.scans).toEqual([]);
		expect(page.field.value).toBe('');
		expect(page.presses).toBe(0);
	});

	it('takes a code of 4,000 characters, and none of 4,001', () => {
		const long = `{"a":"${'x'.repeat(4000 - 8)}"}`;
		scan(long, 1);
		pass(300);
		scan(long.replace('x', 'xx'), 1);
		expect(page.scans).toEqual([long]);
		expect(page.refusals).toEqual(['too-long']);
	});

	it('refuses garbage that begins like a code', () => {
		scan('{{{{[[[[:;:;\n\n');
		pass(1000);
		expect(page.refusals).toEqual(['incomplete']);
		expect(page.field.value).toBe('');
		expect(page.presses).toBe(0);
	});

	it('leaves links and scripts in a code to main, and does nothing with them', () => {
		const hostile = '{"hidn":"<script>alert(1)</script>","hid":"https://example.org/"}';
		scan(hostile);
		expect(page.scans).toEqual([hostile]);
		expect(document.querySelector('script')).toBeNull();
	});

	it.each(['https://example.org/?a=b c', 'upi://pay?pa=x@y', '8901030 865278', 'WIFI:T:WPA;;'])(
		'lets %s press nothing: its Enter, Tab and spaces are no hand’s',
		(other) => {
			page.button.focus();
			scan(`${other} \t\n`);
			pass(140);
			expect(press('Enter')).toBe(false);
			expect(page.presses).toBe(0);
			expect(page.keysSeen).not.toContain('Enter');
			expect(page.scans).toEqual([]);
			pass(200);
			expect(press('Enter')).toBe(true);
		},
	);

	it('lets another code be typed into a field, as the keys that it is', () => {
		scan('91-7662-6160-6756\n');
		expect(page.field.value).toBe('91-7662-6160-6756');
		expect(page.presses).toBe(1);
		// The field has had its Enter; what comes next is a hand's.
		page.button.focus();
		expect(press('Enter')).toBe(true);
	});

	it('lets a hand go on with Tab as quickly as it likes', () => {
		for (let presses = 0; presses < 20; presses += 1) expect(press('Tab')).toBe(true);
		expect(press('Enter')).toBe(true);
	});

	it('lets a hand press a button after five quick keys', () => {
		page.button.focus();
		scan('abcde\n');
		expect(page.presses).toBe(1);
	});

	it(
		'keeps nothing of a code of 100,000 characters, and hears the next',
		{ timeout: 30_000 },
		() => {
			for (const key of `{"a":"${'x'.repeat(100_000)}"}`) press(key);
			pass(1000);
			expect(page.refusals).toEqual(['too-long']);
			expect(page.field.value).toBe('');
			scan(card);
			expect(page.scans).toEqual([card]);
		},
	);

	it('leaves shortcuts to the page, but for those that a code was made to press', () => {
		expect(press('v', { ctrlKey: true })).toBe(true);
		scan('{"hidn":"43');
		expect(press('v', { ctrlKey: true })).toBe(false);
		expect(press('Escape')).toBe(false);
		scan('-4221-5105-6749"}');
		expect(page.scans).toEqual(['{"hidn":"43-4221-5105-6749"}']);
	});

	it('is not confused by the Shift keys of a scanner', () => {
		for (const key of keysOf(card)) {
			press('Shift');
			press(key);
		}
		expect(page.scans).toEqual([card]);
	});

	it('reads a scanner that types by Alt codes or Unicode packets', () => {
		for (const character of card) {
			press('Alt', { altKey: true });
			press('1', { altKey: true, code: 'Numpad1' });
			press('Unidentified');
			pressKeyless(character);
			pass(10);
		}
		expect(page.scans).toEqual([card]);
		expect(page.field.value).toBe('');
	});

	it('takes keys that waited while the page was busy, whatever the clock says', () => {
		press('{');
		// Longer than a scanner's pace; but the browser hands out waiting keys before it runs timers.
		vi.setSystemTime(Date.now() + 5000);
		scan(card.slice(1));
		expect(page.scans).toEqual([card]);
	});

	it('gives back what it held when it stops listening', () => {
		press('{');
		page.close();
		expect(page.field.value).toBe('{');
		expect(press('{')).toBe(true);
	});
});

const character = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 });
const content = fc.dictionary(character, fc.string({ unit: 'grapheme', maxLength: 40 }), {
	minKeys: 1,
	noNullPrototype: true,
});
const code = fc
	.tuple(content, fc.constantFrom('', '\t', ' '))
	.map(([fields, indent]) => JSON.stringify(fields, null, indent))
	.filter((text) => Array.from(text).length >= 8);
const suffix = fc.constantFrom('', '\n', '\t', '\r\n', '\n\n');
/** What people type into our fields, a brace now and then. */
const typed = fc.stringMatching(/^[a-z0-9@.{}" -]{0,12}$/);

/** A gap for each key in turn, round and round. */
function scanUnevenly(text: string, gapsMs: readonly number[]): void {
	keysOf(text).forEach((key, index) => {
		press(key);
		const gapMs = gapsMs[index % gapsMs.length] ?? 0;
		// Slower only when it is clear what it is.
		pass(index < 8 ? gapMs % 50 : gapMs);
	});
}

describe('listenToWedge, whatever is scanned and typed', () => {
	const gaps = fc.array(fc.integer({ min: 0, max: 149 }), { minLength: 1, maxLength: 20 });

	it('reads every code at every pace of a scanner, between what people type', () => {
		fc.assert(
			fc.property(typed, code, suffix, gaps, typed, (before, text, end, gapsMs, after) => {
				page.close();
				page = new Page();
				type(before, 60);
				scanUnevenly(text + end, gapsMs);
				pass(300);
				type(after, 60);
				pass(300);
				expect(page.scans).toEqual([text.replace(/\r/g, '\n')]);
				expect(page.refusals).toEqual([]);
				expect(page.field.value).toBe(before + after);
				expect(page.presses).toBe(0);
			}),
			{ numRuns: 60 },
		);
	});

	it('refuses every code that breaks off, and leaves nothing of it', () => {
		fc.assert(
			fc.property(code, fc.nat(), (text, at) => {
				page.close();
				page = new Page();
				const length = Array.from(text).length;
				scan(
					Array.from(text)
						.slice(0, 6 + (at % (length - 6)))
						.join(''),
				);
				pass(300);
				expect(page.scans).toEqual([]);
				expect(page.refusals).toEqual(['incomplete']);
				expect(page.field.value).toBe('');
			}),
			{ numRuns: 60 },
		);
	});

	it('keeps nothing from the page of what a person types, at any pace of a person', () => {
		const slow = fc.array(fc.integer({ min: 50, max: 400 }), { minLength: 1, maxLength: 10 });
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), slow, (text, gapsMs) => {
				page.close();
				page = new Page();
				keysOf(text).forEach((key, index) => {
					press(key);
					pass(gapsMs[index % gapsMs.length] ?? 0);
				});
				expect(page.field.value).toBe(text.replace(/[\n\r\t]/g, ''));
				expect([page.scans, page.refusals]).toEqual([[], []]);
			}),
			{ numRuns: 60 },
		);
	});

	it('is itself again after any keys: a cat cannot wedge it', () => {
		const key = fc.oneof(
			fc.constantFrom(
				'{',
				'}',
				'"',
				'\\',
				'Enter',
				'Tab',
				'Escape',
				'Dead',
				'Process',
				'F5',
				'Shift',
			),
			character,
		);
		const held = fc.record({ repeat: fc.boolean(), ctrlKey: fc.boolean(), altKey: fc.boolean() });
		const walk = fc.array(fc.tuple(key, fc.option(held), fc.integer({ min: 0, max: 200 })), {
			maxLength: 80,
		});
		fc.assert(
			fc.property(walk, (steps) => {
				page.close();
				page = new Page();
				for (const [name, modifiers, gapMs] of steps) {
					press(name, modifiers ?? {});
					pass(gapMs);
				}
				pass(500);
				expect(vi.getTimerCount()).toBe(0);
				page.field.value = '';
				type('ok');
				scan(card);
				expect(page.field.value).toBe('ok');
				expect(page.scans.at(-1)).toBe(card);
			}),
			{ numRuns: 60 },
		);
	});
});
