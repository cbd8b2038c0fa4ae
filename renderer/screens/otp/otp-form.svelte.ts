import type { FailedAttempt } from '../../attempt.ts';
import { inputWords } from '../../i18n/input-words.ts';
import type { Journey } from '../../journey.svelte.ts';
import type OtpField from '../../ui/OtpField.svelte';

/** What is typed on an OTP screen, at the desk and in the kiosk, and what becomes of it. */
export class OtpForm {
	text = $state('');
	field: OtpField | undefined = $state();

	readonly #journey: Journey;

	constructor(journey: Journey) {
		this.#journey = journey;
	}

	/** What is wrong with the form of it, to stand beside the field. */
	get fieldError(): string | null {
		const failure = this.#journey.failure?.failure;
		return failure?.code === 'invalid-input' ? inputWords(failure.problem) : null;
	}

	/** Any other failure. */
	get failure(): FailedAttempt | null {
		return this.fieldError === null ? this.#journey.failure : null;
	}

	/** ABDM did not take it. */
	get isRefused(): boolean {
		const code = this.failure?.failure.code;
		return code === 'wrong-otp' || code === 'otp-expired';
	}

	/** Hands the OTP on exactly as it stands, leading zeros included; main judges it. */
	async verify(event: SubmitEvent): Promise<void> {
		event.preventDefault();
		const typed = this.text;
		await this.#journey.verifyOtp(typed);
		if (this.#journey.failure === null) return;
		// What was typed while waiting stays: the next key must not wipe it.
		if (this.text === typed) this.field?.select();
		else this.field?.focus();
	}

	async resend(): Promise<void> {
		await this.#journey.resendOtp();
		// What was typed belongs to the OTP before; it still counts if no new one was sent.
		if (this.#journey.failure === null) this.text = '';
		this.field?.select();
	}
}
