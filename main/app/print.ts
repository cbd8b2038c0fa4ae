/** Writes to the terminal that the program was started from; resolves when it is out. */
export function print(text: string): Promise<void> {
	return new Promise((resolve) => {
		// Without a terminal to write to, as on Windows, there is nobody to tell.
		process.stdout.write(text, () => {
			resolve();
		});
	});
}
