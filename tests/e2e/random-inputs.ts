/** What one input of the monkey is, as a person or a scanner would make it. */
export type MonkeyInput =
	| { kind: 'key'; key: string; modifiers: Modifier[] }
	/** As an input method commits it. */
	| { kind: 'text'; text: string }
	/** By shares of the window's width and height. */
	| { kind: 'tap'; at: Point; clicks: 1 | 2 }
	/** A button on the screen, by its share of all there are. */
	| { kind: 'button'; which: number }
	| { kind: 'drag'; from: Point; to: Point }
	| { kind: 'wheel'; at: Point; by: Point; withControl: boolean }
	/** A scanner's, without a pause. */
	| { kind: 'burst'; text: string }
	/** Of the corner for the staff. */
	| { kind: 'hold'; forMs: number };

type Modifier = 'control' | 'alt' | 'shift' | 'meta';

interface Point {
	x: number;
	y: number;
}

/** Mulberry32 (public domain): the same seed, the same inputs. */
function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const namedKeys =
	'Enter Tab Escape Backspace Delete Space Left Right Up Down Home End PageUp PageDown Insert'.split(
		' ',
	);
const functionKeys = Array.from({ length: 24 }, (_none, index) => `F${String(index + 1)}`);
const plainKeys = Array.from('0123456789abcdefghijklmnopqrstuvwxyz@.-_{}[]"\'\\/<>;:!?=+');
const composed = ['दीपक', 'தமிழ்', 'اردو', '日本語', '०१२३', '٠١٢', '👩‍👩‍👧', 'é\u0301', '\u202e43'];

/** Ten ABHA numbers, so that a minute's pause for each of them leaves something to send. */
const patients = Array.from(
	'0123456789',
	(digit) => `{"hidn":"43-4221-5105-674${digit}","hid":"someone@sbx","name":"S"}`,
);
const [first = '', second = ''] = patients;
/** What else a scanner finds on cards, posters and parcels, whole and in halves. */
const otherCodes = [
	`${first}${second}\n`,
	first.slice(0, 30),
	`${first.slice(0, 44)}\n`,
	'{{{{[[[[:;:;\n\n',
	'{"hidn":"<script>alert(1)</script>","hid":"https://example.org/"}\n',
	'https://example.org/?q=<img src=x onerror=alert(1)>\n',
	'javascript:alert(document.body.innerHTML)\n',
	'upi://pay?pa=shop@bank&pn=A Shop\n',
	'8901030865278\n',
	'012345\n',
	`{"a":"${'x'.repeat(5_000)}"}\n`,
	'\u0000\u0007\u001b[2J\n',
];

function pick<Item>(random: () => number, items: readonly Item[]): Item {
	const item = items[Math.floor(random() * items.length)];
	if (item === undefined) throw new Error('Nothing to pick from');
	return item;
}

export interface MonkeyOptions {
	/** At a desk some keys rightly close the window or open its menu, which takes all input after it. */
	isDesk: boolean;
	/** How often the corner is held, of 20,000 inputs; each takes as long as it is held. */
	holds: readonly number[];
}

/** `count` inputs, the same for the same seed. */
export function randomInputs(
	seed: number,
	count: number,
	{ isDesk, holds }: MonkeyOptions,
): MonkeyInput[] {
	const random = randomFrom(seed);
	const point = () => ({ x: random(), y: random() });
	const heldAt = new Map(
		holds.map((forMs, index) => [Math.floor(((index + 0.5) * count) / holds.length), forMs]),
	);
	const key = (): MonkeyInput => {
		const name = pick(random, pick(random, [namedKeys, functionKeys, plainKeys, plainKeys]));
		const held = (['control', 'alt', 'shift', 'meta'] as const).filter(() => random() < 0.12);
		if (!isDesk) return { kind: 'key', key: name, modifiers: held };
		const isMenus = name === 'F10' || held.includes('alt');
		const closes = /^(?:q|w|F4)$/.test(name) && held.length > 0;
		return { kind: 'key', key: isMenus || closes ? 'a' : name, modifiers: isMenus ? [] : held };
	};
	const one = (): MonkeyInput => {
		const chance = random();
		if (chance < 0.42) return key();
		if (chance < 0.46) return { kind: 'text', text: pick(random, composed) };
		if (chance < 0.6) return { kind: 'tap', at: point(), clicks: random() < 0.8 ? 1 : 2 };
		if (chance < 0.88) return { kind: 'button', which: random() };
		if (chance < 0.92) return { kind: 'drag', from: point(), to: point() };
		if (chance < 0.985) {
			const by = { x: (random() - 0.5) * 400, y: (random() - 0.5) * 400 };
			return { kind: 'wheel', at: point(), by, withControl: random() < 0.5 };
		}
		return { kind: 'burst', text: pick(random, random() < 0.5 ? patients : otherCodes) };
	};
	return Array.from({ length: count }, (_none, index) => {
		const forMs = heldAt.get(index);
		return forMs === undefined ? one() : { kind: 'hold', forMs };
	});
}
