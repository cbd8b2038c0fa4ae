import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import ts from 'typescript';

/** Files that stand nowhere, or stand there with other words: path and text. */
export type Planted = Readonly<Record<string, string>>;

/** What has been read stays read: most of each program is Node's, Electron's and the DOM's types. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * The codes of the type errors in each planted file, compiled with all that its folder's tsconfig
 * names, because a single import anywhere can bring the types of another world with it.
 */
export function typeErrorsIn(tsconfig: string, planted: Planted): Record<string, number[]> {
	const { fileNames, options } = readConfiguration(tsconfig);
	const texts = new Map(Object.entries(planted).map(([path, text]) => [absolute(path), text]));
	const host = hostWith(texts, options);
	const program = ts.createProgram([...new Set([...fileNames, ...texts.keys()])], options, host);
	return Object.fromEntries(
		Object.keys(planted).map((path) => {
			const file = program.getSourceFile(absolute(path));
			return [path, program.getSemanticDiagnostics(file).map(({ code }) => code)];
		}),
	);
}

/** As TypeScript writes paths, on Windows too. */
function absolute(path: string): string {
	return resolve(path).replaceAll('\\', '/');
}

function readConfiguration(path: string): ts.ParsedCommandLine {
	const parsedConfiguration = ts.getParsedCommandLineOfConfigFile(resolve(path), undefined, {
		...ts.sys,
		onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
			throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
		},
	});
	if (parsedConfiguration === undefined) throw new Error(`${path} cannot be read`);
	return parsedConfiguration;
}

function hostWith(texts: Map<string, string>, options: ts.CompilerOptions): ts.CompilerHost {
	const host = ts.createCompilerHost(options);
	return {
		...host,
		fileExists: (path) => texts.has(path) || host.fileExists(path),
		readFile: (path) => texts.get(path) ?? host.readFile(path),
		getSourceFile: (path, languageVersion) => {
			const text = texts.get(path);
			if (text !== undefined) return ts.createSourceFile(path, text, languageVersion, true);
			if (!parsed.has(path)) parsed.set(path, host.getSourceFile(path, languageVersion));
			return parsed.get(path);
		},
	};
}

/** The text of a file with `added` after the one place where `after` stands. */
export function withLine(path: string, after: string, added: string): string {
	const parts = readFileSync(path, 'utf8').split(after);
	if (parts.length !== 2) throw new Error(`${path} does not have this once: ${after}`);
	return parts.join(`${after}\n${added}\n`);
}
