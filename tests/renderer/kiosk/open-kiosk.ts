import { render, screen } from '@testing-library/svelte';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import { afterEach } from 'vitest';
import type { Situation } from '../../../preload/contract/administration.ts';
import type { Desk } from '../../../preload/contract/desk.ts';
import type { PatientFound, Verified } from '../../../preload/contract/visit.ts';
import { Gateway } from '../../../renderer/gateway/gateway.svelte.ts';
import { language } from '../../../renderer/i18n/language.svelte.ts';
import { IdleWatch } from '../../../renderer/idle/idle-watch.svelte.ts';
import { Journey } from '../../../renderer/journey.svelte.ts';
import KioskRoot from '../../../renderer/kiosk/KioskRoot.svelte';
import { LogWriting } from '../../../renderer/standing/log-writing.svelte.ts';
import { TrainingPhone } from '../../../renderer/training/training-phone.svelte.ts';
import { clinicDesk, deepak, FakeDesk, verified } from '../fake-desk.ts';
import { button, heading } from '../open-desk.ts';

export const kioskDesk: Desk = {
	...clinicDesk,
	kiosk: { consentVersion: '2026-11', leaveAfterMs: 3000 },
};

/** As main shows a person who has not proved anything yet. */
const maskedDeepak: PatientFound = {
	...deepak,
	name: 'D***** P***',
	abhaNumber: '**-****-****-6749',
	abhaAddress: 'd***@sbx',
};

const withSlip: Verified = { ...verified, slip: '42' };

// The language is of the page, and no test may hand it on.
afterEach(() => language.choose('en'));

/** Shows the kiosk on a fake main, with a person in front of it. */
export function openKiosk(
	prepare: (desk: FakeDesk) => void = () => undefined,
	desk: Desk = kioskDesk,
): { desk: FakeDesk; user: UserEvent; clock: { nowMs: number }; situations: Situation[] } {
	const fake = new FakeDesk();
	fake.answer('findPatient', maskedDeepak);
	fake.answer('verifyOtp', { next: 'verified', verified: withSlip });
	prepare(fake);
	const { bridge } = fake;
	const clock = { nowMs: 0 };
	const now = () => clock.nowMs;
	const phone = new TrainingPhone(bridge);
	const journey = new Journey({
		bridge,
		now,
		forget: () => {
			phone.clear();
		},
	});
	const idle = new IdleWatch({
		bridge,
		now,
		target: window,
		onended: () => {
			journey.leave();
		},
	});
	const state = {
		gateway: new Gateway(bridge, now),
		logWriting: new LogWriting(bridge),
		phone,
		journey,
		idle,
		now,
	};
	const situations: Situation[] = [];
	render(KioskRoot, {
		bridge,
		desk,
		state,
		onsituation: (situation: Situation) => situations.push(situation),
	});
	return { desk: fake, user: userEvent.setup(), clock, situations };
}

/** From the attract screen to the question who somebody is. */
export async function agree(user: UserEvent): Promise<void> {
	await user.click(button('Begin'));
	await user.click(button('English'));
	await heading('Before you begin');
	await user.click(button('I agree'));
	await heading('Who are you?');
}

export function numberField(): HTMLInputElement {
	return screen.getByRole('textbox', { name: 'ABHA number, 14 digits' });
}

/** From the attract screen to the masked patient. */
export async function confirm(user: UserEvent): Promise<void> {
	await agree(user);
	await user.type(numberField(), '43422151056749{Enter}');
	await heading('Is this you?');
}

/** From the attract screen to the OTP. */
export async function toOtp(user: UserEvent): Promise<void> {
	await confirm(user);
	await user.click(button('Yes, send me an OTP'));
	await heading('Enter the OTP');
}

/** From the attract screen to the slip number. */
export async function toSlip(user: UserEvent): Promise<void> {
	await toOtp(user);
	await user.keyboard('012345{Enter}');
	await heading('You are verified');
}

/** Presses keys of the keypad. */
export async function tap(user: UserEvent, digits: string): Promise<void> {
	for (const digit of digits) await user.click(button(digit));
}
