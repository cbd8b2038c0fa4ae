import { z } from 'zod';

import requestsFile from '../../../fixtures/v3-requests.json';

/** NHA's collection of 18-08-2025, as far as the desk goes (see the note in the fixture). */
const documentedRequest = z.object({
	flow: z.string(),
	method: z.string(),
	url: z.string(),
	headers: z.array(z.string()),
	body: z.record(z.string(), z.unknown()).nullable(),
	answers: z.array(z.object({ name: z.string(), body: z.record(z.string(), z.unknown()) })),
});
export type DocumentedRequest = z.output<typeof documentedRequest>;
export const { requests } = z.object({ requests: z.array(documentedRequest) }).parse(requestsFile);

/** The desk of the tests has the sandbox's paths on one host. */
export function pathOf({ url }: DocumentedRequest): string {
	return new URL(url).pathname;
}

export const byNumber = { kind: 'abha-number', value: '91-0000-0000-1004' } as const;
export const byAddress = { kind: 'abha-address', value: 'test.person@sbx' } as const;
