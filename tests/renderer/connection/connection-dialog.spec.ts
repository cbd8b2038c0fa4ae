// @vitest-environment jsdom
import { screen, within } from '@testing-library/svelte';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { ConnectionReport, ConnectionStep } from '../../../preload/contract/desk.ts';
import type { Failure } from '../../../preload/contract/failure.ts';
import { connected, details } from '../fake-desk.ts';
import { button, openDesk } from '../open-desk.ts';

/** All well before the step that fails, nothing tried after it. */
function failingAt(name: ConnectionStep['step'], failure: Failure): ConnectionReport {
	const at = connected.steps.findIndex(({ step }) => step === name);
	return {
		steps: connected.steps.map((step, index) => ({
			...step,
			result: index < at ? 'ok' : index === at ? 'failed' : 'not-tried',
			failure: index === at ? failure : null,
		})),
	};
}

function dialog(): HTMLElement {
	return screen.getByRole('dialog', { name: 'Check connection' });
}

/** Each step as it is read: name, words of the failure, result. */
function steps(): string[] {
	return within(dialog())
		.getAllByRole('listitem')
		.map((each) => each.textContent.replaceAll(/\s+/g, ' ').trim());
}

async function check(user: UserEvent): Promise<void> {
	await user.click(button('Check connection'));
	await within(dialog()).findByText(/can be reached|Failed:|in order/);
}

describe('Check connection', () => {
	it('goes through the five steps, in words', async () => {
		const { desk, user } = await openDesk();
		await check(user);
		expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Check connection' }));
		expect(steps()).toEqual([
			'Name of the server found (DNS) OK',
			'Secure connection (TLS) OK',
			"This computer's clock OK",
			"Facility's credentials (session) OK",
			"ABDM's certificate OK",
		]);
		expect(desk.inputsOf('checkConnection')).toHaveLength(1);
	});

	it('says at which step it fails, why, and what was not tried', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('checkConnection', failingAt('tls', { code: 'tls-not-trusted', details }));
		});
		await check(user);
		expect(within(dialog()).getByRole('status').textContent).toBe(
			'Failed: Secure connection (TLS)',
		);
		expect(steps()[1]).toMatch(/The connection to ABDM is not trusted.*Failed$/);
		expect(steps()[1]).toContain('incident-7');
		expect(steps()[4]).toBe("ABDM's certificate Not tried");
	});

	it('says by how much a clock is wrong, and in which direction', async () => {
		const { user } = await openDesk((fake) => {
			const failure = { code: 'clock-wrong', aheadSeconds: -600, details } as const;
			fake.answer('checkConnection', failingAt('clock', failure));
		});
		await check(user);
		expect(steps()[2]).toContain("This computer's clock is wrong by 10 minutes (behind)");
	});

	it('says of a clock that is only a little off how far', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('checkConnection', {
				steps: connected.steps.map((step) =>
					step.step === 'clock' ? { ...step, clockAheadSeconds: 3 } : step,
				),
			});
		});
		await check(user);
		expect(steps()[2]).toBe("This computer's clock 3 seconds ahead OK");
	});

	it('does not claim that ABDM can be reached when the last step was not needed', async () => {
		const { user } = await openDesk((fake) => {
			fake.answer('checkConnection', {
				steps: connected.steps.map((step) =>
					step.step === 'certificate' ? { ...step, result: 'not-tried' } : step,
				),
			});
		});
		await check(user);
		expect(within(dialog()).getByRole('status').textContent).toBe('What was tried is in order.');
	});

	it('checks once for two quick presses, and again when asked', async () => {
		const { desk, user } = await openDesk();
		await check(user);
		desk.hold('checkConnection');
		await user.dblClick(button('Check again'));
		expect(desk.inputsOf('checkConnection')).toHaveLength(2);
		expect(within(dialog()).getByRole('status').textContent).toBe('Checking…');
	});

	it('has words when the check itself fails', async () => {
		const { user } = await openDesk((fake) => {
			fake.throwAt('checkConnection');
		});
		await user.click(button('Check connection'));
		expect((await within(dialog()).findByRole('alert')).textContent).toContain(
			'Something went wrong here',
		);
	});

	it('closes while it is still checking, and drops the late report', async () => {
		const { desk, user } = await openDesk();
		const settle = desk.hold('checkConnection');
		await user.click(button('Check connection'));
		await user.click(button('Close'));
		expect(screen.queryByRole('dialog')).toBeNull();
		settle({ ok: true, value: connected });
		await Promise.resolve();
		expect(screen.queryByText('ABDM can be reached.')).toBeNull();
	});
});
