// @vitest-environment jsdom
import { screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { deepak, details } from '../../fake-desk.ts';
import { button, heading, openDesk, queryField } from '../../open-desk.ts';

describe('Find patient', () => {
	it('has the hands in the field', async () => {
		await openDesk();
		await heading('Find patient');
		expect(document.activeElement).toBe(queryField());
		expect(document.title).toBe('Find patient – ABHA Desk');
	});

	it('searches for what was typed, by button and by Enter', async () => {
		const { desk, user } = await openDesk((fake) => {
			fake.fail('findPatient', { code: 'abha-not-found', details });
		});
		await user.type(queryField(), 'nobody');
		await user.click(button('Find patient'));
		await user.keyboard('{Enter}');
		expect(desk.inputsOf('findPatient')).toEqual([{ query: 'nobody' }, { query: 'nobody' }]);
	});

	it('makes one call of two quick presses', async () => {
		const { desk, user } = await openDesk((fake) => fake.hold('findPatient'));
		await user.type(queryField(), 'deepak.pant');
		await user.dblClick(button('Find patient'));
		expect(desk.inputsOf('findPatient')).toHaveLength(1);
	});

	it('groups an ABHA number while it is typed, in the middle too', async () => {
		const { user } = await openDesk();
		await user.type(queryField(), '4342215105');
		expect(queryField().value).toBe('43-4221-5105');
		await user.type(queryField(), '9', { initialSelectionStart: 4, initialSelectionEnd: 4 });
		expect(queryField().value).toBe('43-4922-1510-5');
		expect(queryField().selectionStart).toBe(5);
	});

	it('leaves a scanned JSON and digits of another script to main', async () => {
		const { desk, user } = await openDesk((fake) => {
			fake.fail('findPatient', { code: 'abha-not-found', details });
		});
		const json = '{"hidn":"43-4221-5105-6749"}';
		await user.click(queryField());
		await user.paste(json);
		await user.keyboard('{Enter}');
		await user.clear(queryField());
		await user.paste('४३४२२१५१०५६७४९');
		await user.keyboard('{Enter}');
		expect(desk.inputsOf('findPatient')).toEqual([{ query: json }, { query: '४३४२२१५१०५६७४९' }]);
	});

	it('only hints when the digits look wrong, and searches all the same', async () => {
		const { desk, user } = await openDesk();
		await user.type(queryField(), '00000000000001');
		expect(screen.getByText(/Please check the digits/)).toBeTruthy();
		await user.keyboard('{Enter}');
		expect(desk.inputsOf('findPatient')).toHaveLength(1);
	});

	it('puts a sentence of main beside the field', async () => {
		const { user } = await openDesk((fake) => {
			fake.fail('findPatient', {
				code: 'invalid-input',
				problem: { field: 'query', problem: 'missing' },
			});
		});
		await user.click(button('Find patient'));
		const alert = await screen.findByRole('alert');
		expect(alert.textContent).toBe('Enter an ABHA number or ABHA address.');
		expect(queryField().getAttribute('aria-invalid')).toBe('true');
		expect(queryField().getAttribute('aria-describedby')).toContain(alert.id);
	});

	it('keeps the text of a failed search, marked so that the next scan replaces it', async () => {
		const { user } = await openDesk((fake) => {
			fake.fail('findPatient', { code: 'abha-not-found', details });
		});
		await user.type(queryField(), 'nobody{Enter}');
		expect((await screen.findByRole('alert')).textContent).toContain('No ABHA found for "nobody"');
		expect(queryField().value).toBe('nobody');
		expect(queryField().selectionEnd).toBe('nobody'.length);
		await user.keyboard('deepak.pant');
		expect(queryField().value).toBe('deepak.pant');
	});

	it('offers code and reference under Details', async () => {
		const { user } = await openDesk((fake) => {
			fake.fail('findPatient', { code: 'abha-not-found', details });
		});
		await user.type(queryField(), 'nobody{Enter}');
		const fold = (await screen.findByText('Details')).closest('details');
		expect(fold?.open).toBe(false);
		expect(fold?.textContent).toContain('HIS-1008');
		expect(fold?.textContent).toContain('incident-7');
	});

	it.each(['abha-not-found', 'abdm-unavailable', 'offline', 'credentials-refused'] as const)(
		'lets registration go on without ABHA after %s',
		async (code) => {
			const { desk, user } = await openDesk((fake) => {
				fake.fail('findPatient', { code, details });
			});
			await user.type(queryField(), 'nobody{Enter}');
			await screen.findByRole('alert');
			await user.click(button('Continue without ABHA'));
			expect(screen.getByText(/Registration goes on without ABHA/)).toBeTruthy();
			expect(screen.queryByRole('alert')).toBeNull();
			expect(queryField().value).toBe('');
			expect(document.activeElement).toBe(queryField());
			expect(desk.inputsOf('endVisit')).toHaveLength(1);
		},
	);

	it('brings the failure away with the next search', async () => {
		const { desk, user } = await openDesk((fake) => {
			fake.fail('findPatient', { code: 'abha-not-found', details });
		});
		await user.type(queryField(), 'nobody{Enter}');
		await screen.findByRole('alert');
		desk.answer('findPatient', deepak);
		await user.keyboard('{Enter}');
		await heading('Patient found');
		expect(screen.queryByRole('alert')).toBeNull();
	});
});
