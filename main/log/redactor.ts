import type { Secret } from '../secret.ts';
import { mark, redact, type Redact, replaceUnlessKept } from './redact.ts';

export interface KnownValues {
	/** The client secret, the proxy's password: asked each time, for they change while the desk runs. */
	secrets: () => readonly Secret[];
	/** Of the person who is logged on: it may lie where no pattern would look for one. */
	homeFolder: string;
}

/** A shorter one is part of ordinary words: the gaps would say what it is. */
const minSecretLength = 4;

/** `/` and `C:\` are the homes of nobody, and would be found in every path. */
const minHomeLength = 4;

/** One redactor for the whole log: the values that the program knows, then all that looks like one. */
export function createRedactor({ secrets, homeFolder }: KnownValues): Redact {
	const home = homeFolder.replace(/[\\/]+$/, '');
	const homeForms = home.length < minHomeLength ? [] : formsOfPath(home);
	return (text) => {
		const values = secrets().map((secret) => secret.reveal());
		const secretForms = values.filter(({ length }) => length >= minSecretLength).flatMap(formsOf);
		const withoutSecrets = replaceAny(text, secretForms, '[secret]');
		return redact(replaceAny(withoutSecrets, homeForms, '~', endOfName));
	};
}

/** As it is, in JSON, in a URL, and as a header or a body may carry it. */
function formsOf(value: string): string[] {
	const bytes = Buffer.from(value);
	return [
		value,
		JSON.stringify(value).slice(1, -1),
		// From the bytes, where half a surrogate has become a character: a URL refuses it.
		encodeURIComponent(bytes.toString()),
		bytes.toString('base64').replace(/=+$/, ''),
		bytes.toString('base64url'),
	];
}

/** With its own separators, in JSON, and in a `file:` URL. */
function formsOfPath(path: string): string[] {
	const asUrl = path.replaceAll('\\', '/');
	const encoded = encodeURI(Buffer.from(asUrl).toString());
	const urls = [asUrl, encoded].flatMap((form) => [`file:///${form}`, `file://${form}`, form]);
	return [path, path.replaceAll('\\', '\\\\'), ...urls];
}

/** `/home/asha` is not the beginning of `/home/asha2`. */
const endOfName = '(?![\\p{L}\\p{N}_-])';

/** The longest first, since one form may begin with another; what stands redacted already stays. */
function replaceAny(text: string, forms: readonly string[], by: string, end = ''): string {
	if (forms.length === 0) return text;
	const literals = [...forms].sort((a, b) => b.length - a.length).map(escapeForPattern);
	const pattern = new RegExp(`(${mark})|(?:${literals.join('|')})${end}`, 'giu');
	return replaceUnlessKept(text, pattern, by);
}

function escapeForPattern(literal: string): string {
	return literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
