/** Follows a JSON object as it is typed, as far as braces and strings go. */
export class ObjectShape {
	#depth = 0;
	#isInString = false;
	#isEscaped = false;

	/** Whether the object is whole with this text, a character or more. */
	closes(text: string): boolean {
		for (const character of text) {
			if (this.#isEscaped) this.#isEscaped = false;
			else if (this.#isInString) this.#readInString(character);
			else if (character === '"') this.#isInString = true;
			else if (character === '{') this.#depth += 1;
			else if (character === '}') this.#depth -= 1;
		}
		return this.#depth === 0;
	}

	#readInString(character: string): void {
		if (character === '\\') this.#isEscaped = true;
		else if (character === '"') this.#isInString = false;
	}
}
