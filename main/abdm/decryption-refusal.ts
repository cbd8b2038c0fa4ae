import { AppError } from '../failure.ts';
import { lookup, type Refusal } from './outcome.ts';

/** ABDM could not decrypt a field: its key has changed, and the patient is not to blame. */
export class DecryptionRefused extends AppError {}

/** Whether the certificate has to be fetched anew after this failure. */
export function isDecryptionRefusal(error: unknown): boolean {
	return error instanceof DecryptionRefused;
}

/** Fields that go encrypted. They are checked before they are sent, so that ABDM can only misread them. */
const encryptedFields = ['loginId', 'otpValue', 'mobile'];

/** Whether a refusal says that ABDM could not read an encrypted field (abdm-api.md 2.3). */
export function couldNotDecrypt({ step, error }: Refusal): boolean {
	if (!lookup.includes(step)) return false;
	if (error.code === 'HIS-1047' || /decrypt/i.test(error.message)) return true;
	if (error.field !== null) return encryptedFields.includes(error.field);
	// Of a login by mobile: an unregistered number, or a wrong padding (peers.md 6).
	return /^(?:invalid login ?id|invalid mobile number)/i.test(error.message);
}
