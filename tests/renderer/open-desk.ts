import { screen } from '@testing-library/svelte';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import { unmount } from 'svelte';
import { afterEach } from 'vitest';
// Read beforehand: what is read late in the program is not what these tests are about.
import 'qr/decode.js';
import '../../renderer/StaffScreens.svelte';
import { start } from '../../renderer/start.ts';
import { FakeDesk } from './fake-desk.ts';
import './jsdom-gaps.ts';

const close: (() => Promise<void>)[] = [];

// In the order of opening: nothing of one test may be left on the page of the next.
afterEach(async () => {
	for (const end of close.splice(0)) await end();
	document.body.replaceChildren();
});

/** A clock that the test sets. */
export interface TestClock {
	nowMs: number;
}

/** Shows the whole desk on a fake main, and a person in front of it. */
export async function openDesk(
	prepare: (desk: FakeDesk) => void = () => undefined,
): Promise<{ desk: FakeDesk; user: UserEvent; clock: TestClock }> {
	const desk = new FakeDesk();
	prepare(desk);
	const clock: TestClock = { nowMs: 0 };
	const app = await start(desk.bridge, document.body, () => clock.nowMs);
	close.push(() => unmount(app));
	return { desk, user: userEvent.setup(), clock };
}

export function queryField(): HTMLInputElement {
	return screen.getByRole('textbox', { name: 'ABHA number or ABHA address' });
}

export function otpField(): HTMLInputElement {
	return screen.getByRole('textbox', { name: '6-digit OTP' });
}

export function button(name: string): HTMLButtonElement {
	return screen.getByRole('button', { name });
}

export function heading(name: string): Promise<HTMLElement> {
	return screen.findByRole('heading', { level: 1, name });
}

/** From Find patient to Patient found. */
export async function findPatient(user: UserEvent, query = 'deepak.pant'): Promise<void> {
	await user.type(queryField(), `${query}{Enter}`);
	await heading('Patient found');
}

/** From Find patient to Enter OTP. */
export async function sendOtp(user: UserEvent): Promise<void> {
	await findPatient(user);
	await user.click(button('Send OTP to mobile'));
	await heading('Enter OTP');
}

/** From Find patient to Verified. */
export async function verifyOtp(user: UserEvent): Promise<void> {
	await sendOtp(user);
	await user.type(otpField(), '012345{Enter}');
	await heading('Verified');
}

/** From Find patient to Enter OTP, by a mobile number. */
export async function sendOtpToMobile(user: UserEvent): Promise<void> {
	await user.click(button('Find by mobile number'));
	await user.type(screen.getByRole('textbox', { name: 'Mobile number' }), '9000000903{Enter}');
	await heading('Enter OTP');
}
