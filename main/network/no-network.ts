/** What an operating system says when there is no way out of this computer. */
const codes = ['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN'];

/** Node names the call that failed in `syscall`, node-fetch in `erroredSysCall`. */
const names = ['syscall', 'erroredSysCall'];

/**
 * Whether an error is one of having no network. Only while connecting: the same codes on a
 * connection that stood say nothing of what was sent.
 */
export function isNoNetwork(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const says = (name: string, words: readonly string[]) =>
		words.includes(String(Reflect.get(error, name)));
	return says('code', codes) && !names.some((name) => says(name, ['read', 'write']));
}
