import { screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { button, findPatient, heading, openDesk, queryField } from '../open-desk.ts';

describe('The keys of the desk', () => {
	it('are shown by F1 and by a button, and Close leads back to the field', async () => {
		const { user } = await openDesk();
		await user.keyboard('{F1}');
		await screen.findByRole('dialog', { name: 'Keys of this desk' });
		await user.click(button('Close this list'));
		expect(screen.queryByRole('dialog')).toBeNull();
		await user.click(button('Keyboard'));
		expect(await screen.findByRole('dialog', { name: 'Keys of this desk' })).toBeTruthy();
	});

	it('are shown once, however often F1 is pressed', async () => {
		const { user } = await openDesk();
		await user.keyboard('{F1}{F1}');
		expect(screen.getAllByRole('dialog')).toHaveLength(1);
	});

	it('stand beside the button that they press, and are no part of its name', async () => {
		const { user } = await openDesk();
		expect(button('Find patient').getAttribute('aria-keyshortcuts')).toBe('Enter');
		await findPatient(user);
		expect(button('Send OTP to mobile').getAttribute('aria-keyshortcuts')).toBe('Enter');
		expect(button('Back').getAttribute('aria-keyshortcuts')).toBeNull();
	});

	// One letter alone would be pressed by speech and by a scanner (WCAG 2.1.4).
	it('are no letters: typing goes to the field and does nothing else', async () => {
		const { user } = await openDesk();
		await user.keyboard('abcdefghijklmnopqrstuvwxyz');
		expect(queryField().value).toBe('abcdefghijklmnopqrstuvwxyz');
		expect(screen.queryByRole('dialog')).toBeNull();
		await heading('Find patient');
	});
});
