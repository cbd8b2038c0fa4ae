import { inspect } from 'node:util';

/** A string that cannot be logged, serialised or sent over IPC by accident: only `reveal` gives it up. */
export class Secret {
	/** An own function, so that structured clone, and with it IPC, refuses the whole object. */
	readonly reveal: () => string;

	constructor(value: string) {
		this.reveal = () => value;
	}

	toString(): string {
		return '[secret]';
	}

	toJSON(): string {
		return '[secret]';
	}

	[inspect.custom](): string {
		return '[secret]';
	}
}
