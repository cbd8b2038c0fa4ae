import { describe, expect, it } from 'vitest';

import { type Planted, typeErrorsIn, withLine } from './planting.ts';

const contract = 'preload/contract.ts';
const declarations = 'preload/contract/calls/desk.ts';
const inputs = 'main/ipc/inputs.ts';
const handlers = 'main/ipc/handlers.ts';

const declared = withLine(
	declarations,
	'export interface DeskCalls {',
	'\tplantedCall(): Situation;',
);

/** A call is added to the contract: first what follows nobody, then what follows everywhere. */
const forgotten: Planted = {
	[declarations]: declared,
	[contract]: withLine(contract, 'export const calls = {', ''),
	[inputs]: withLine(inputs, '\tgetSituation: z.tuple([]),', ''),
	[handlers]: withLine(handlers, '\t\tresendOtp: () => station.front.visit.resendOtp(),', ''),
};
const followed: Planted = {
	[declarations]: declared,
	[contract]: withLine(contract, 'export const calls = {', '\tplantedCall: true,'),
	[inputs]: withLine(inputs, '\tgetSituation: z.tuple([]),', '\tplantedCall: z.tuple([]),'),
	[handlers]: withLine(
		handlers,
		'\t\tresendOtp: () => station.front.visit.resendOtp(),',
		'\t\tplantedCall: () => station.open(),',
	),
};

describe('a call that is added to the contract', { timeout: 60_000 }, () => {
	it.each([
		['the list of calls', contract, 1360],
		['the schemas', inputs, 2741],
		['the handlers', handlers, 2741],
	])('does not compile without its line in %s', (_where, path, code) => {
		const planted = { ...followed, [path]: forgotten[path] ?? '' };
		const errors = typeErrorsIn('main/tsconfig.json', planted);
		expect(errors[path]).toEqual([code]);
	});

	it('compiles when all three follow', () => {
		expect(typeErrorsIn('main/tsconfig.json', followed)).toEqual({
			[declarations]: [],
			[contract]: [],
			[inputs]: [],
			[handlers]: [],
		});
	});

	it('does not compile with a schema for another input', () => {
		const schema = '\tplantedCall: z.tuple([z.string()]),';
		const planted = {
			...followed,
			[inputs]: withLine(inputs, '\tgetSituation: z.tuple([]),', schema),
		};
		expect(typeErrorsIn('main/tsconfig.json', planted)[inputs]).toEqual([2375]);
	});
});

describe('an event that is added to the contract', { timeout: 60_000 }, () => {
	it('does not compile without its line in the list of events', () => {
		const planted = {
			[contract]: withLine(contract, 'export interface Events {', '\tplantedEvent: GatewayState;'),
		};
		expect(typeErrorsIn('main/tsconfig.json', planted)).toEqual({ [contract]: [1360] });
	});
});
