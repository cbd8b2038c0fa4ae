// @vitest-environment jsdom
import { screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { deepak } from './fake-desk.ts';
import { trainingDesk, ready } from './fake-desk.ts';
import { button, findPatient, heading, openDesk, otpField, queryField } from './open-desk.ts';

function currentStep(): string | undefined {
	return document.querySelector('[aria-current="step"]')?.textContent.trim();
}

describe('App', () => {
	it('says TRAINING first on every screen, and which step it is', async () => {
		const { user } = await openDesk();
		const seen: (string | undefined)[] = [];
		const look = () => {
			expect(screen.getByRole('banner').textContent).toMatch(/^\s*TRAINING/);
			seen.push(currentStep());
		};
		look();
		await findPatient(user);
		look();
		await user.click(button('Send OTP to mobile'));
		await heading('Enter OTP');
		look();
		await user.type(otpField(), '012345{Enter}');
		await heading('Verified');
		look();
		expect(seen).toEqual(['Find', 'Confirm', 'OTP', 'Done']);
	});

	it('names the product, the facility and the sandbox', async () => {
		await openDesk((fake) => {
			fake.answer(
				'getSituation',
				ready({
					...trainingDesk,
					facilityName: 'Shree Krishna Clinic',
					environment: 'sandbox',
					practicePatients: [],
				}),
			);
		});
		expect(screen.getByRole('banner').textContent).toMatch(
			/ABHA Desk\s*Sandbox\s*Shree Krishna Clinic/,
		);
	});

	it('listens to every event before it asks what the desk is', async () => {
		const order: string[] = [];
		await openDesk((fake) => {
			vi.spyOn(fake, 'subscribe').mockImplementation(() => {
				order.push('subscribe');
				return () => undefined;
			});
			vi.spyOn(fake, 'invoke').mockImplementation(() => {
				order.push('invoke');
				return Promise.resolve({ ok: true, value: ready(trainingDesk) });
			});
		});
		expect(order.length).toBeGreaterThan(5);
		expect(order.indexOf('invoke')).toBe(order.length - 1);
	});

	it('starts again when it could not even learn what the desk is', async () => {
		const { desk, user } = await openDesk((fake) => {
			fake.fail('getSituation', { code: 'internal', incident: 'incident-1' });
		});
		expect(screen.getByRole('alert').textContent).toContain('Something went wrong here');
		desk.answer('getSituation', ready(trainingDesk));
		await user.click(button('Start again'));
		await heading('Find patient');
		expect(screen.queryByRole('alert')).toBeNull();
	});

	it('has words even when the border itself is broken', async () => {
		await openDesk((fake) => {
			fake.throwAt('getSituation');
		});
		expect(screen.getByRole('alert').textContent).toContain('Something went wrong here');
	});

	it('survives a broken screen: files it, forgets the patient, starts again', async () => {
		// A bug in a screen, as good as any other: a patient without what the contract promises.
		const { desk, user } = await openDesk((fake) => {
			fake.answer('findPatient', { name: 'Deepak Pant' } as typeof deepak);
		});
		await user.type(queryField(), 'deepak.pant{Enter}');
		expect((await screen.findByRole('alert')).textContent).toContain('Something went wrong here');
		expect(desk.inputsOf('reportProblem')).toMatchObject([
			{ kind: 'screen', errorName: 'TypeError' },
		]);
		expect(await screen.findByText('incident-9')).toBeTruthy();
		await user.click(button('Start again'));
		await heading('Find patient');
		expect(desk.inputsOf('endVisit')).toHaveLength(1);
		expect(document.body.textContent).not.toContain('Deepak Pant');
	});
});
