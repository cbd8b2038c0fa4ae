import { jpeg } from '../scripted-abdm.ts';

/** What stands in NHA's examples where tokens and photos were taken out. */
const inventions: Readonly<Record<string, string>> = {
	'<JWT>': 'eyJ0ZXN0.synthetic.token',
	'<BASE64>': jpeg.toString('base64'),
};

/** The example with invented values in those places. */
export function filled(example: unknown): unknown {
	return JSON.parse(JSON.stringify(example), (_key, value: unknown) =>
		typeof value === 'string' ? (inventions[value] ?? value) : value,
	);
}
