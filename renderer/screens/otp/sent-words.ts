import type { OtpSent } from '../../../preload/contract/visit.ts';
import { t } from '../../i18n/words.ts';

/** Where the OTP went, in NHA's words (VRFY_ABHA_303, 403), and no more than ABDM said. */
export function sentWords({ method, sentTo }: OtpSent): string {
	return sentTo === null ? t(`otp.sent.${method}`) : t(`otp.sent.${method}-to`, { mobile: sentTo });
}
