import { ObjectShape } from './object-shape.ts';

export type ScanRefusal =
	/** It stopped before its last brace: half a code. */
	| 'incomplete'
	/** Longer than any ABHA QR. */
	| 'too-long';

interface Options {
	/** The whole text of a code. A claim: main judges it. */
	onscan: (text: string) => void;
	onrefused?: (reason: ScanRefusal) => void;
}

/** Slower than any scanner, faster than any hand over several keys. */
const paceMs = 50;
/** A scanner that pauses longer than this has stopped. */
const silenceMs = 150;
/** So many characters at that pace, and it is no hand. */
const surelyAScan = 6;
/** What main takes at most. */
const maxLength = 4000;

type State =
	| { step: 'idle' }
	/** So many characters that are no code's have come in a row, each within the pace of a scanner. */
	| { step: 'running'; count: number }
	/** Began like a code. Kept from the field, which gets it if it was a person after all. */
	| { step: 'held'; text: string; field: EventTarget | null }
	| { step: 'collecting'; text: string; shape: ObjectShape }
	/** The code is done with; what the scanner still types belongs to nobody. */
	| { step: 'swallowing'; quietMs: number }
	/** Quiet already, but Enter or Tab may still be the scanner's. */
	| { step: 'trailing' };

/**
 * Listens for a USB scanner, which types the JSON of a code as if it were a keyboard, wherever the
 * focus is. No key of a code reaches the page: not a field and its undo history, no button, no
 * shortcut. Of codes that follow one another without a pause the first counts: nobody can say which
 * patient was meant by the others. Other codes (a link, a payment, a parcel) are typed like keys, but
 * press nothing: their Enter could send an OTP. Returns the function that stops listening.
 *
 * Times are told by timers alone, and so by what the page has handled: keys that waited behind a
 * busy moment are still in time, and a clock that is set does not matter.
 */
export function listenToWedge(target: EventTarget, { onscan, onrefused }: Options): () => void {
	let state: State = { step: 'idle' };
	let timer: ReturnType<typeof setTimeout> | undefined;
	/** Which key was kept from the page last: it repeats if the scanner is pulled out in mid-code. */
	let swallowedCode: string | null = null;
	/** Which key was let through last: its `keypress` says nothing new. */
	let passedKey: string | null = null;

	function go(next: State, afterMs = 0, then: () => void = () => undefined): void {
		state = next;
		clearTimeout(timer);
		if (next.step !== 'idle') timer = setTimeout(then, afterMs);
	}
	function rest(): void {
		go({ step: 'idle' });
	}

	function hold(text: string, field: EventTarget | null): void {
		if (Array.from(text).length < surelyAScan) {
			go({ step: 'held', text, field }, paceMs, release);
			return;
		}
		const shape = new ObjectShape();
		const characters = Array.from(text);
		const end = characters.findIndex((character) => shape.closes(character));
		if (end === -1) collect(text, shape);
		else finish(characters.slice(0, end + 1).join(''));
	}
	function release(): void {
		if (state.step !== 'held') return;
		const { text, field } = state;
		rest();
		swallowedCode = null;
		// An Enter or Tab so soon after a brace is dropped: it could press a button.
		typeInto(field, text.replace(/[\n\t]/g, ''));
	}

	function collect(text: string, shape: ObjectShape): void {
		go({ step: 'collecting', text, shape }, silenceMs, () => {
			rest();
			onrefused?.('incomplete');
		});
	}
	function finish(text: string): void {
		swallowUntilQuietFor(paceMs);
		onscan(text);
	}
	function swallowUntilQuietFor(quietMs: number): void {
		go({ step: 'swallowing', quietMs }, quietMs, trail);
	}
	function trail(): void {
		go({ step: 'trailing' }, silenceMs, rest);
	}

	/** Takes a character, and says whether it was the scanner's. */
	function take(text: string, field: EventTarget | null): boolean {
		switch (state.step) {
			case 'held':
				hold(state.text + text, state.field);
				return true;
			case 'collecting': {
				const { shape } = state;
				const whole = state.text + text;
				if (whole.length > maxLength) {
					swallowUntilQuietFor(silenceMs);
					onrefused?.('too-long');
				} else if (shape.closes(text)) finish(whole);
				else collect(whole, shape);
				return true;
			}
			case 'swallowing':
				swallowUntilQuietFor(state.quietMs);
				return true;
			case 'trailing':
				if (text !== '\n' && text !== '\t') break;
				trail();
				return true;
			case 'idle':
			case 'running':
				break;
		}
		if (text !== '{') return run(text, field);
		hold(text, field);
		return true;
	}

	/** Counts a character that is no code's, and says whether it is kept from the page. */
	function run(text: string, field: EventTarget | null): boolean {
		// Tab and Enter end a code and are not in it: a hand may go on with Tab as quickly as it likes.
		const isInCode = text !== '\n' && text !== '\t';
		const before = state.step === 'running' ? state.count : 0;
		const count = before + (isInCode ? 1 : 0);
		const isKept = before >= surelyAScan && pressKeys.has(text) && !takesText(field);
		// The form has it now. What comes after is judged anew, and may be a hand at the next screen.
		if (text === '\n' && !isKept) rest();
		else go({ step: 'running', count }, count < surelyAScan ? paceMs : silenceMs, rest);
		return isKept;
	}

	/** A key that types nothing. Codes can be made to press Escape, F5 or Ctrl+V: not in here. */
	function takeCommand(): boolean {
		// A hand, then: the key comes after what it typed.
		if (state.step === 'held') release();
		return state.step === 'collecting' || state.step === 'swallowing';
	}

	function onkey(event: Event): void {
		if (!(event instanceof KeyboardEvent) || event.isComposing) return;
		if (event.repeat) {
			if (event.code === swallowedCode) swallow(event);
			return;
		}
		const isKnown = event.type === 'keypress' && event.key === passedKey;
		passedKey = null;
		if (isKnown || silentKeys.has(event.key) || isAltCode(event)) return;
		const text = isChord(event) ? null : textOf(event.key);
		const taken = text === null ? takeCommand() : take(text, event.composedPath()[0] ?? null);
		swallowedCode = taken ? event.code : null;
		passedKey = taken || event.type === 'keypress' ? null : event.key;
		if (taken) swallow(event);
	}

	// Before anything in the page. A character that no key has comes as `keypress` alone.
	for (const name of ['keydown', 'keypress']) target.addEventListener(name, onkey, true);
	return () => {
		release();
		rest();
		for (const name of ['keydown', 'keypress']) target.removeEventListener(name, onkey, true);
	};
}

/** What presses a button or goes to the next one, as characters. */
const pressKeys = new Set(['\n', '\t', ' ']);

/** Come between the characters of a code and say nothing; or the character itself is yet to come. */
const silentKeys = new Set(
	'Shift Control Alt AltGraph Meta CapsLock NumLock ScrollLock Unidentified Process'.split(' '),
);

/** `{` needs AltGr on many keyboards, which Windows also reports as Ctrl with Alt. */
function isChord(event: KeyboardEvent): boolean {
	return (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');
}

/** Alt with digits: how scanners type on Windows whatever the keyboard; the character follows. */
function isAltCode(event: KeyboardEvent): boolean {
	return event.altKey && !event.ctrlKey && event.code.startsWith('Numpad');
}

function textOf(key: string): string | null {
	if (key === 'Enter') return '\n';
	if (key === 'Tab') return '\t';
	// One key of an Indic keyboard may type several code points; the names of keys are ASCII words.
	return Array.from(key).length === 1 || !/^[A-Za-z0-9]*$/.test(key) ? key : null;
}

function swallow(event: Event): void {
	event.preventDefault();
	event.stopPropagation();
}

/** Whether keys are text there. */
function takesText(field: EventTarget | null): field is HTMLInputElement | HTMLTextAreaElement {
	if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return false;
	// No caret: a check box, a slider.
	return field.selectionStart !== null && !field.readOnly && !field.disabled;
}

/** Types into a field as a keyboard would. */
function typeInto(field: EventTarget | null, text: string): void {
	if (!takesText(field)) return;
	const { selectionStart, selectionEnd } = field;
	if (selectionStart === null || selectionEnd === null) return;
	field.setRangeText(text, selectionStart, selectionEnd, 'end');
	field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
}
