// @vitest-environment jsdom
import { screen } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { card, details, type FakeDesk } from '../../fake-desk.ts';
import { button, heading, openDesk, verifyOtp } from '../../open-desk.ts';

async function showCard(
	prepare?: (fake: FakeDesk) => void,
): Promise<{ desk: FakeDesk; user: UserEvent }> {
	const { desk, user } = await openDesk(prepare);
	await verifyOtp(user);
	await screen.findByText('23 May 1984');
	await user.click(button('Show ABHA card'));
	return { desk, user };
}

describe('The ABHA card', () => {
	it.each(['image/png', 'image/jpeg', 'image/svg+xml'] as const)(
		'is shown as ABDM made it when it is %s, with words for who cannot see it',
		async (contentType) => {
			await showCard((fake) => {
				fake.answer('getCard', { ...card, contentType });
			});
			const image = await screen.findByRole('img', {
				name: "ABHA card of Deepak Pant, ABHA number 43-4221-5105-6749. The picture is ABDM's own.",
			});
			const bytes = btoa(String.fromCharCode(...card.bytes));
			expect(image).toHaveProperty('src', `data:${contentType};base64,${bytes}`);
			expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'ABHA card' }));
			expect(screen.queryByRole('button', { name: 'Show ABHA card' })).toBeNull();
		},
	);

	it('says of a PDF that it cannot be shown, and offers to save it', async () => {
		await showCard((fake) => {
			fake.answer('getCard', { ...card, contentType: 'application/pdf' });
		});
		expect(await screen.findByText(/PDF, which cannot be shown here/)).toBeTruthy();
		expect(screen.queryByRole('img', { name: /ABHA card/ })).toBeNull();
		// What is printed is what is shown.
		expect(screen.queryByRole('button', { name: 'Print card' })).toBeNull();
		expect(screen.getByRole('button', { name: 'Save card…' })).toBeInstanceOf(HTMLButtonElement);
	});

	it('says so when the picture is broken', async () => {
		await showCard();
		const image = await screen.findByRole('img', { name: /ABHA card/ });
		image.dispatchEvent(new Event('error'));
		expect(await screen.findByText(/This card cannot be shown here/)).toBeTruthy();
	});

	it.each([
		['Print card', 'printCard', { printed: true }, 'The card was sent to the printer.'],
		['Print card', 'printCard', { printed: false }, 'The card was not printed.'],
		['Save card…', 'saveCard', { saved: true }, 'The card was saved.'],
		['Save card…', 'saveCard', { saved: false }, 'The card was not saved.'],
	] as const)('says after %s how it came out (%s, %o)', async (name, call, answer, words) => {
		const { desk, user } = await showCard((fake) => {
			fake.answer(call, answer);
		});
		await screen.findByRole('img', { name: /ABHA card/ });
		await user.dblClick(button(name));
		expect((await screen.findByText(words)).getAttribute('role')).toBe('status');
		expect(desk.inputsOf(call).length).toBeGreaterThan(0);
	});

	it('prints once for two quick presses', async () => {
		const { desk, user } = await showCard((fake) => fake.hold('printCard'));
		await screen.findByRole('img', { name: /ABHA card/ });
		await user.dblClick(button('Print card'));
		await user.click(button('Save card…'));
		expect(desk.inputsOf('printCard')).toHaveLength(1);
		expect(desk.inputsOf('saveCard')).toHaveLength(0);
	});

	it('is asked for once by two quick presses, and not while the profile is on its way', async () => {
		const { desk, user } = await openDesk((fake) => fake.hold('getProfile'));
		const settle = desk.hold('getProfile');
		await verifyOtp(user);
		await user.click(button('Show ABHA card'));
		expect(desk.inputsOf('getCard')).toHaveLength(0);
		settle({ ok: false, failure: { code: 'abdm-unavailable', details } });
		await screen.findByText(/The verification stands/);
		desk.hold('getCard');
		await user.dblClick(button('Show ABHA card'));
		expect(desk.inputsOf('getCard')).toHaveLength(1);
	});

	it('can be asked for again after a failure, which is in sight', async () => {
		const { desk, user } = await showCard((fake) => {
			fake.fail('getCard', { code: 'abdm-timeout', details });
		});
		const alert = await screen.findByRole('alert');
		expect(alert.textContent).toContain('ABDM is not answering');
		expect(document.activeElement?.contains(alert)).toBe(true);
		desk.answer('getCard', card);
		await user.click(button('Show ABHA card'));
		expect(await screen.findByRole('img', { name: /ABHA card/ })).toBeTruthy();
	});

	it('is forgotten on Finish visit, also when it comes later', async () => {
		const { desk, user } = await showCard((fake) => fake.hold('getCard'));
		const settle = desk.hold('getCard');
		await user.click(button('Finish visit'));
		await heading('Find patient');
		settle({ ok: true, value: card });
		await Promise.resolve();
		expect(document.querySelector('img')).toBeNull();
		expect(document.documentElement.outerHTML).not.toMatch(/base64|Deepak Pant/);
	});
});
