// @vitest-environment jsdom
import { screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';

import { button } from '../open-desk.ts';
import { field, openSettings, said } from './open-settings.ts';

describe('Settings: Reset this PC', () => {
	it('asks for a word, and sends nothing before it is typed', async () => {
		const { desk, user } = openSettings();
		await user.click(button('Reset this PC…'));
		expect(document.activeElement).toBe(field('Type RESET to confirm'));
		await user.paste('reset');
		await user.keyboard('{Enter}');
		expect(screen.getByRole('alert').textContent).toBe('Please type RESET, in capital letters.');
		expect(desk.inputsOf('resetThisPc')).toEqual([]);
		// The field is ready for another try: what is typed now replaces what stood there.
		await user.paste('RESET');
		await user.keyboard('{Enter}');
		expect(desk.inputsOf('resetThisPc')).toEqual([{ typed: 'RESET' }]);
		expect(said('Reset this PC')).toBe(
			'ABHA Desk closes now, removes everything and starts again.',
		);
		expect(screen.queryByRole('button', { name: 'Reset this PC…' })).toBeNull();
	});

	it('reminds of the activity log, and leads to where it is exported', async () => {
		const { user, onactivity } = openSettings();
		await user.click(button('Reset this PC…'));
		expect(screen.getByText(/The law may require you to keep the activity log/)).toBeDefined();
		await user.click(button('Open Activity'));
		expect(onactivity).toHaveBeenCalledOnce();
	});

	it('gives the focus back when it is called off', async () => {
		const { desk, user } = openSettings();
		await user.click(button('Reset this PC…'));
		await user.paste('RESET');
		await user.click(button('Cancel'));
		expect(document.activeElement?.textContent).toBe('Reset this PC');
		expect(desk.inputsOf('resetThisPc')).toEqual([]);
		await user.click(button('Reset this PC…'));
		expect(field('Type RESET to confirm').value).toBe('');
	});

	it('says why nothing was removed', async () => {
		const { user } = openSettings({
			prepare: (desk) => {
				desk.fail('resetThisPc', { code: 'reset-refused', reason: 'link' });
			},
		});
		await user.click(button('Reset this PC…'));
		await user.paste('RESET');
		await user.keyboard('{Enter}');
		expect((await screen.findByRole('alert')).textContent).toContain(
			'This PC cannot be reset here',
		);
		expect(screen.getByRole('alert').textContent).toContain('Nothing was removed');
	});
});
