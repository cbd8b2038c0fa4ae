import type { Photo } from '../preload/contract/visit.ts';

/** So many at once fit into the arguments of one call. */
const chunk = 0x8000;

/** Bytes as a URL for `img`: the CSP knows `data:`, and nothing is left behind to revoke. */
export function dataUrl(contentType: string, bytes: Uint8Array): string {
	let text = '';
	for (let start = 0; start < bytes.length; start += chunk) {
		text += String.fromCharCode(...bytes.subarray(start, start + chunk));
	}
	return `data:${contentType};base64,${btoa(text)}`;
}

/** A photo as ABDM sent it; main has read its type from its bytes. */
export function photoUrl(photo: Photo | null): string | null {
	return photo === null ? null : `data:${photo.contentType};base64,${photo.base64}`;
}
