import type { Clipboard } from 'electron';

/** Puts text where the person can paste it; `false`: there is none, or the system refuses. */
export async function copyText(
	clipboard: Pick<Clipboard, 'writeText'>,
	text: string | null,
): Promise<boolean> {
	if (text === null) return false;
	try {
		// A promise since Electron 44, nothing before.
		await clipboard.writeText(text);
		return true;
	} catch {
		// The person is told; there is nothing in it that a log would need.
		return false;
	}
}
