import { encodePng } from './png.ts';

/** A JPEG of 24 by 30 pixels: a head and shoulders in blue. Drawn, like everything here. */
export const jpegPhoto =
	'/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNi' +
	'UFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8' +
	'fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAeABgDASIAAhEBAxEB/8QAGAAAAwEBAAAA' +
	'AAAAAAAAAAAAAAQFAwb/xAApEAACAQIEBAYDAAAAAAAAAAABAgADBAUREiExQVHBExQyUnGRofDx/8QAFgEB' +
	'AQEAAAAAAAAAAAAAAAAAAgED/8QAFhEBAQEAAAAAAAAAAAAAAAAAAQAR/9oADAMBAAIRAxEAPwDoeEUbErcP' +
	'pzYj3AbTW8DNaVQnqy/sgTUNsly6VWDKGUgg8CIRTDAwtBq4Ekr8QklMV6yUKZdzsPzI73VNq2vy1PLoc9+0' +
	'3xdz4lNOQGf79SdEEFr9rcJcU9SbEbFekJMwtyt2F5MCO8JGQ7f/2Q==';

/** A PNG of the same size: the same person in brown. */
export const pngPhoto = encodePng(24, 30, (x, y) => {
	const inHead = (x - 12) ** 2 + (y - 11) ** 2 < 36;
	const inShoulders = ((x - 12) / 9) ** 2 + ((y - 30) / 11) ** 2 < 1;
	return inHead || inShoulders ? [0x99, 0x7c, 0x5b] : [0xe6, 0xd6, 0xc9];
}).toString('base64');
