/** Where files come from and go to: only places that the person chooses in the system's own dialog. */
export interface FileDialogs {
	/** The path of a sealed file; `null`: the person chose none. */
	chooseSealedFile(): Promise<string | null>;
	/** The path of a folder; `null`: the person chose none. */
	chooseFolder(): Promise<string | null>;
	/** Saves all of `content` or nothing; `false`: the person chose no place. Fails with `file-not-saved`. */
	save(name: string, content: AsyncIterable<string> | Iterable<string>): Promise<boolean>;
}
