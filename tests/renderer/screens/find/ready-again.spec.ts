import type { UserEvent } from '@testing-library/user-event';
import { expect, it } from 'vitest';
import {
	button,
	findPatient,
	heading,
	openDesk,
	queryField,
	sendOtp,
	verifyOtp,
} from '../../open-desk.ts';

const ends: [string, (user: UserEvent) => Promise<void>, string][] = [
	['a finished visit', verifyOtp, 'Finish visit'],
	['a cancelled OTP', sendOtp, 'Cancel'],
	['a wrong patient', findPatient, 'Back'],
];

it.each(ends)(
	'the field is ready after %s: empty, with the hands in it',
	async (_end, go, name) => {
		const { user } = await openDesk();
		await go(user);
		await user.click(button(name));
		await heading('Find patient');
		expect(queryField().value).toBe('');
		expect(document.activeElement).toBe(queryField());
		// The next patient can be typed at once.
		await user.keyboard('next');
		expect(queryField().value).toBe('next');
	},
);
