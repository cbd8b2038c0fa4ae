import type { AbdmClient, OtpTarget, OtpTransaction } from '../../../../main/abdm/client.ts';
import type { PatientIdentifier } from '../../../../main/desk/identity.ts';
import { Secret } from '../../../../main/secret.ts';
import type { OtpMethod } from '../../../../preload/contract/visit.ts';

const { signal } = new AbortController();

export const mobile: OtpTarget = { kind: 'mobile', number: new Secret('9000000903') };
export const aadhaar: OtpTarget = { kind: 'aadhaar', number: new Secret('999941057058') };

export async function targetOf(
	client: AbdmClient,
	identifier: PatientIdentifier,
): Promise<OtpTarget> {
	return { kind: 'record', record: await client.find(identifier, signal) };
}

/** A login from its first call to its last, with whatever lies between. */
export async function wholeLogin(
	client: AbdmClient,
	target: OtpTarget,
	method: OtpMethod,
): Promise<void> {
	const first = await client.sendOtp(target, method, signal);
	const transaction: OtpTransaction = await client.resendOtp(first, signal);
	const outcome = await client.verifyOtp(transaction, new Secret('012345'), signal);
	const session =
		outcome.kind === 'logged-in'
			? outcome.session
			: await client.chooseAccount(outcome.choice, outcome.choice.accounts[0]!, signal);
	await client.profile(session, signal);
	await client.card(session, signal);
	if (session.refreshToken !== null) await client.refresh(session, signal);
	await client.logOut(session, signal);
}
