// @vitest-environment jsdom
import { screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { language } from '../../../renderer/i18n/language.svelte.ts';
import { details, deepak } from '../fake-desk.ts';
import { button, heading, otpField } from '../open-desk.ts';
import {
	agree,
	confirm,
	kioskDesk,
	numberField,
	openKiosk,
	tap,
	toOtp,
	toSlip,
} from './open-kiosk.ts';

const markup = () => document.documentElement.outerHTML;

describe('The journey of the kiosk', () => {
	it('leads from the attract screen to the slip number, and shows masked data before', async () => {
		const { desk, user } = openKiosk();
		await heading('Register with your ABHA here');
		await confirm(user);
		expect(desk.inputsOf('recordConsent')).toEqual([{ agreed: true, language: 'en' }]);
		expect(desk.inputsOf('findPatient')).toEqual([{ query: '43-4221-5105-6749' }]);
		expect(screen.getByText('**-****-****-6749')).toBeTruthy();
		await user.click(button('Yes, send me an OTP'));
		await heading('Enter the OTP');
		expect(screen.getByText(/ending 0903/)).toBeTruthy();
		await user.keyboard('012345{Enter}');
		await heading('You are verified');
		expect(screen.getByText('42')).toBeTruthy();
		expect(markup()).not.toContain('0903');
	});

	it('asks ABDM nothing of who says no, and clears the screen', async () => {
		const { desk, user } = openKiosk();
		await user.click(button('Begin'));
		await user.click(button('English'));
		await heading('Before you begin');
		await user.click(button('No, thank you'));
		await heading('Please go to the registration desk');
		expect(desk.inputsOf('recordConsent')).toEqual([{ agreed: false, language: 'en' }]);
		await user.click(button('Start again'));
		expect(desk.inputsOf('startOver')).toHaveLength(1);
		await heading('Register with your ABHA here');
	});

	it('does not agree by Enter on the heading', async () => {
		const { desk, user } = openKiosk();
		await user.click(button('Begin'));
		await user.click(button('English'));
		expect(document.activeElement).toBe(await heading('Before you begin'));
		await user.keyboard('{Enter}');
		expect(desk.inputsOf('recordConsent')).toEqual([]);
	});

	it('finds by mobile number where the facility offers it, and never by Aadhaar', async () => {
		const { desk, user } = openKiosk();
		await agree(user);
		expect(screen.queryByRole('button', { name: /Aadhaar/ })).toBeNull();
		await user.click(button('Mobile number'));
		await tap(user, '9000000903');
		await user.click(button('Continue'));
		await heading('Enter the OTP');
		expect(desk.inputsOf('sendOtpToNumber')).toEqual([{ kind: 'mobile', number: '9000000903' }]);
	});

	it('does not offer a mobile number that the facility does not take', async () => {
		const { user } = openKiosk(undefined, { ...kioskDesk, numbers: [] });
		await agree(user);
		expect(screen.queryByRole('button', { name: 'Mobile number' })).toBeNull();
	});

	it('asks for consent again when main has lost the visit', async () => {
		const { user } = openKiosk((fake) => {
			fake.fail('findPatient', { code: 'consent-needed' });
		});
		await agree(user);
		await user.type(numberField(), '43422151056749{Enter}');
		await heading('Before you begin');
		await user.click(button('I agree'));
		await heading('Who are you?');
		expect(numberField().value).toBe('');
	});

	it('leads from a failure that cannot be mended to the registration desk', async () => {
		const { desk, user } = openKiosk((fake) => {
			fake.fail('findPatient', { code: 'credentials-refused', details });
		});
		await agree(user);
		await user.type(numberField(), '43422151056749{Enter}');
		const alert = await screen.findByRole('alert');
		expect(alert.textContent).toContain('Please ask at the registration desk.');
		expect(markup()).not.toContain(details.incident);
		await user.click(button('Continue without ABHA'));
		await heading('Please go to the registration desk');
		expect(desk.inputsOf('endVisit')).toEqual([{ reason: 'without-abha' }]);
	});

	it('says that no more OTPs go out from here', async () => {
		const { user } = openKiosk((fake) => {
			fake.fail('sendOtp', { code: 'device-limit', waitSeconds: 600 });
		});
		await confirm(user);
		await user.click(button('Yes, send me an OTP'));
		expect((await screen.findByRole('alert')).textContent).toContain(
			'No more OTPs can be sent here just now',
		);
		expect(button('Continue without ABHA')).toBeTruthy();
	});
});

describe('Keypad and keyboard', () => {
	it('type into one field, which keeps the focus and its form', async () => {
		const { user } = openKiosk();
		await agree(user);
		await tap(user, '434');
		await user.keyboard('22');
		await tap(user, '1');
		expect(numberField().value).toBe('43-4221');
		// The system's own keyboard would lie over ours.
		expect(numberField().inputMode).toBe('none');
		expect(document.activeElement).toBe(numberField());
		await user.click(button('Delete the last digit'));
		await user.keyboard('{Backspace}');
		expect(numberField().value).toBe('43-42');
		await user.click(button('Clear all'));
		expect(numberField().value).toBe('');
	});

	it('keep the focus on a key that was pressed by keyboard, and say how much is typed', async () => {
		const { user } = openKiosk();
		await agree(user);
		button('5').focus();
		await user.keyboard('{Enter}{Enter}');
		expect(numberField().value).toBe('55');
		expect(document.activeElement).toBe(button('5'));
		expect(screen.getByText('2 digits typed')).toBeTruthy();
	});

	it('replace a wrong OTP with the next digit', async () => {
		const { desk, user } = openKiosk((fake) => {
			fake.fail('verifyOtp', { code: 'wrong-otp', attemptsLeft: 2, details });
		});
		await toOtp(user);
		await tap(user, '111111');
		await user.click(button('Verify OTP'));
		await screen.findByRole('alert');
		await tap(user, '012345');
		expect(otpField().value).toBe('012345');
		await user.keyboard('{Enter}');
		expect(desk.inputsOf('verifyOtp').at(-1)).toEqual({ otp: '012345' });
	});

	it('type an ABHA address', async () => {
		const { desk, user } = openKiosk();
		await agree(user);
		await user.click(button('ABHA address'));
		await tap(user, 'deep');
		await user.keyboard('ak@');
		await tap(user, 'sbxx');
		await user.click(button('Delete'));
		await user.click(button('Continue'));
		expect(desk.inputsOf('findPatient')).toEqual([{ query: 'deepak@sbx' }]);
	});
});

describe('Double touches', () => {
	it('do not press what the first tap has brought', async () => {
		const { user } = openKiosk();
		await user.pointer([{ keys: '[MouseLeft]', target: button('Begin') }]);
		await heading('Choose your language');
		// The same finger, a moment later, on what stands there now.
		button('English').dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 }));
		await tick();
		await heading('Choose your language');
	});

	it('agree, send and verify once', async () => {
		const { desk, user } = openKiosk();
		await user.click(button('Begin'));
		await user.click(button('English'));
		await heading('Before you begin');
		await user.dblClick(button('I agree'));
		await heading('Who are you?');
		await user.type(numberField(), '43422151056749');
		await user.dblClick(button('Continue'));
		await heading('Is this you?');
		await user.dblClick(button('Yes, send me an OTP'));
		await heading('Enter the OTP');
		for (const call of ['recordConsent', 'findPatient', 'sendOtp'] as const) {
			expect(desk.inputsOf(call)).toHaveLength(1);
		}
	});

	it('start over once', async () => {
		const { desk, user } = openKiosk((fake) => fake.hold('startOver'));
		await toOtp(user);
		await user.dblClick(button('Start again'));
		expect(desk.inputsOf('startOver')).toHaveLength(1);
	});
});

describe('A scanner', () => {
	const qr = '{"hidn":"43-4221-5105-6749","name":"Deepak Pant"}';

	function scan(code = Array.from(qr)): void {
		for (const key of code) {
			const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
			(document.activeElement ?? document.body).dispatchEvent(event);
		}
	}

	it('is heard where somebody is asked who they are, and not typed into the field', async () => {
		const { desk, user } = openKiosk();
		await agree(user);
		scan();
		await heading('Is this you?');
		expect(desk.inputsOf('findPatient')).toEqual([{ query: qr }]);
		expect(markup()).not.toContain('Deepak Pant');
	});

	it('sends no OTP by the Enter of another code', async () => {
		const { desk, user } = openKiosk();
		await confirm(user);
		await new Promise((resolve) => setTimeout(resolve, 800));
		scan(Array.from('upi://pay?pa=shop@bank').concat('Enter'));
		await tick();
		expect(desk.inputsOf('sendOtp')).toEqual([]);
	});

	it('is not heard anywhere else', async () => {
		const { desk, user } = openKiosk();
		scan();
		// What a scanner types after a code is swallowed for a moment more.
		await new Promise((resolve) => setTimeout(resolve, 250));
		await toOtp(user);
		scan();
		await tick();
		expect(desk.inputsOf('findPatient')).toHaveLength(1);
		expect(otpField().value).toBe('');
	});
});

describe('The toolbar', () => {
	it('changes the language without losing the step or what is typed', async () => {
		const { user } = openKiosk();
		await agree(user);
		await tap(user, '4342');
		await user.click(button('Language'));
		await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'हिन्दी' }));
		await expect.poll(() => language.code).toBe('hi');
		await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
		expect(document.querySelector('input')?.value).toBe('43-42');
	});

	it('changes the language during a request, whose answer then comes in the new one', async () => {
		const { desk, user } = openKiosk();
		const settle = desk.hold('sendOtp');
		await confirm(user);
		await user.click(button('Yes, send me an OTP'));
		await user.click(button('Language'));
		await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'हिन्दी' }));
		await expect.poll(() => language.code).toBe('hi');
		expect(screen.getByText('**-****-****-6749')).toBeTruthy();
		settle({
			ok: true,
			value: { method: 'mobile-otp', sentTo: null, resendsLeft: 2, resendAfterSeconds: 60 },
		});
		await expect.poll(() => document.querySelector('input')).toBeTruthy();
		expect(document.documentElement.lang).toBe('hi');
		expect(desk.inputsOf('sendOtp')).toHaveLength(1);
	});

	it('enlarges and sharpens for one person, and is as usual for the next', async () => {
		const { user } = openKiosk();
		await agree(user);
		await user.click(button('Larger text'));
		await user.click(button('High contrast'));
		expect(document.documentElement.className).toBe('larger-text high-contrast');
		expect(button('Normal text')).toBeTruthy();
		await user.click(button('Start again'));
		await heading('Register with your ABHA here');
		expect(document.documentElement.className).toBe('');
	});
});

describe('Nothing of the patient is left', () => {
	const traces = [deepak.name, 'D*****', '6749', '0903', '012345', '>42<'];
	function expectClean(): void {
		for (const trace of traces) expect(markup()).not.toContain(trace);
		for (const input of document.querySelectorAll('input')) expect(input.value).toBe('');
	}

	it('after Finish, while the kiosk says thanks', async () => {
		const { desk, user } = openKiosk();
		await toSlip(user);
		expect(markup()).toContain(deepak.name);
		await user.click(button('Finish'));
		await heading('Thank you');
		expectClean();
		expect(desk.inputsOf('endVisit')).toEqual([{ reason: 'finished' }]);
		expect(desk.inputsOf('startOver')).toHaveLength(0);
	});

	it.each(['confirm', 'otp', 'slip'] as const)('after Start again at %s', async (where) => {
		const { desk, user } = openKiosk();
		await { confirm, otp: toOtp, slip: toSlip }[where](user);
		await user.click(button('Start again'));
		expectClean();
		expect(desk.inputsOf('startOver')).toHaveLength(1);
	});

	it('after main has ended the visit, whatever lay over it', async () => {
		const { desk, user } = openKiosk();
		await toOtp(user);
		await user.keyboard('0123');
		await user.click(button('Language'));
		desk.emit('visitEnded', { reason: 'idle' });
		await heading('Register with your ABHA here');
		expectClean();
		expect(screen.queryByRole('dialog')).toBeNull();
	});

	it('even if the answer comes after Start again', async () => {
		const { desk, user } = openKiosk();
		const settle = desk.hold('verifyOtp');
		await toOtp(user);
		await user.keyboard('012345{Enter}');
		await user.click(button('Start again'));
		settle({ ok: false, failure: { code: 'wrong-otp', attemptsLeft: 1, details } });
		await heading('Register with your ABHA here');
		expectClean();
	});
});

describe('Are you still there?', () => {
	it('is asked, said once, and answered to main', async () => {
		const { desk, user } = openKiosk();
		await toOtp(user);
		desk.emit('idleWarning', { secondsLeft: 30 });
		const dialog = await screen.findByRole('alertdialog', { name: 'Are you still there?' });
		const about = document.getElementById(dialog.getAttribute('aria-describedby') ?? '');
		expect(about?.textContent).toContain('30 seconds');
		const told = desk.inputsOf('stillHere').length;
		await user.click(within(dialog).getByRole('button', { name: "I'm still here" }));
		expect(desk.inputsOf('stillHere').length).toBeGreaterThan(told);
		desk.emit('idleWarning', { secondsLeft: null });
		await expect.poll(() => screen.queryByRole('alertdialog')).toBeNull();
		await heading('Enter the OTP');
		expect(document.activeElement).toBe(otpField());
	});

	it('can be answered with Start again, though the touch itself has ended the warning', async () => {
		const { desk, user } = openKiosk();
		await toOtp(user);
		desk.emit('idleWarning', { secondsLeft: 30 });
		const again = within(await screen.findByRole('alertdialog')).getByRole('button', {
			name: 'Start again',
		});
		await user.pointer([{ keys: '[TouchA>]', target: again }]);
		desk.emit('idleWarning', { secondsLeft: null });
		await tick();
		await user.pointer([{ keys: '[/TouchA]', target: again }]);
		expect(desk.inputsOf('startOver')).toHaveLength(1);
		expect(screen.queryByRole('alertdialog')).toBeNull();
	});
});

describe('By itself', () => {
	beforeEach(
		() =>
			void vi.useFakeTimers({
				toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
				shouldAdvanceTime: true,
			}),
	);
	afterEach(() => void vi.useRealTimers());

	it('the kiosk says every second that it lives', async () => {
		const { desk } = openKiosk();
		await vi.advanceTimersByTimeAsync(3100);
		expect(desk.inputsOf('heartbeat')).toHaveLength(4);
	});

	it('it thanks and then starts over', async () => {
		const { desk, user } = openKiosk();
		await toSlip(user);
		await user.click(button('Finish'));
		await vi.advanceTimersByTimeAsync(10_000);
		expect(desk.inputsOf('startOver')).toHaveLength(1);
	});

	it('it does not start over a second time for who did not wait for the thanks to end', async () => {
		const { desk, user } = openKiosk();
		await toSlip(user);
		await user.click(button('Finish'));
		await user.click(button('Start again'));
		await vi.advanceTimersByTimeAsync(20_000);
		expect(desk.inputsOf('startOver')).toHaveLength(1);
	});
});
