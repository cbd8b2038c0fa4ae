/** The numbers in ABDM's messages. The messages themselves are never shown and never logged. */

const unitSeconds = new Map([
	['sec', 1],
	['min', 60],
	['hour', 3600],
	['hr', 3600],
	['day', 86_400],
]);

/** "… 30 minutes …", in seconds. */
export function waitSecondsIn(message: string): number | null {
	const [, amount, unit] =
		/\b(\d{1,3})\s*(sec|min|hour|hr|day)(?:ond|ute)?s?\b/i.exec(message) ?? [];
	const seconds = unitSeconds.get(unit?.toLowerCase() ?? '');
	return seconds === undefined ? null : Number(amount) * seconds;
}

/** "2 attempts left", "1 more attempt remaining", "Attempts left: 2". */
export function attemptsLeftIn(message: string): number | null {
	const found =
		/\b(\d{1,2}) (?:more )?(?:attempt|tr(?:y|ie))s?\b.{0,10}\b(?:left|remain)/i.exec(message) ??
		/\b(?:attempt|tr(?:y|ie))s? (?:left|remaining)\D{0,5}(\d{1,2})\b/i.exec(message);
	return found === null ? null : Number(found[1]);
}
