import { isFilled, uuid } from '../route.ts';
import type { KeyPair } from '../key-pair.ts';

/** What is wrong with a verify body, in the order in which it is looked at. */
export type VerifyFault = 'authMethods' | 'txnId' | 'otpValue';

export type SentOtp = { txnId: string; otp: string } | VerifyFault;

/** `authData` of a verify call, the same in both families (abdm-api.md 2.4, 2.6). */
export async function readAuthData(authData: unknown, keys: KeyPair): Promise<SentOtp> {
	const { authMethods, otp } = (authData ?? {}) as Record<string, unknown>;
	if (!Array.isArray(authMethods) || authMethods.join() !== 'otp') return 'authMethods';
	const { txnId, otpValue } = (otp ?? {}) as Record<string, unknown>;
	if (!isFilled(txnId) || !uuid.test(txnId)) return 'txnId';
	const plain = await keys.decryptOaep(otpValue);
	if (plain === undefined || !/^\d{6}$/.test(plain)) return 'otpValue';
	return { txnId: txnId.toLowerCase(), otp: plain };
}
