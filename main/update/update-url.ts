/** Whether updates may be fetched from this URL: https, and a folder's plain address. */
export function isUpdateUrl(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, username, password, search, hash } = new URL(url);
	return protocol === 'https:' && [username, password, search, hash].every((part) => part === '');
}
