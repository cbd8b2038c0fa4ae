import type { Photo } from '../../preload/contract/visit.ts';
import { sniffMagic } from './card.ts';

/**
 * A photo as ABDM sends it: base64, at times as a data URL or with line breaks. What is no picture
 * is no photo: the patient is there all the same.
 */
export function readPhoto(sent: string | null): Photo | null {
	const base64 = (sent ?? '').replace(/^data:[^,]{0,60},/, '').replace(/\s/g, '');
	if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
	const contentType = sniffMagic(Buffer.from(base64, 'base64'));
	return contentType === 'image/jpeg' || contentType === 'image/png'
		? { contentType, base64 }
		: null;
}
