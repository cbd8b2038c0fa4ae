import { parseFacilityConfiguration } from '../../main/facility/configuration.ts';
import { Secret } from '../../main/secret.ts';
import type { PremisesOptions } from '../../main/station/premises.ts';
import type { Bridge } from '../../preload/contract.ts';
import { fakeKeyring, newPc, openPremises } from '../support/open-premises.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';
import { canaries, seedHipId, urlsOf } from '../support/seed-abdm.ts';
import { secrets } from '../support/set-up-forms.ts';

/** The whole of main but Electron, set up for `server`. A kiosk has a PIN, which takes a while. */
export async function openServedDesk(
	server: ScriptedServer,
	kind: 'desk' | 'kiosk',
	instead: Partial<PremisesOptions> = {},
) {
	const configuration = parseFacilityConfiguration({
		format: 1,
		environment: 'custom',
		generation: 'v1v2',
		urls: urlsOf(server),
		clientId: 'SBX_000001',
		clientSecret: secrets.clientSecret,
		hipId: seedHipId,
		facilityName: 'Asha Clinic',
	});
	const kiosk = kind === 'kiosk';
	const pin = kiosk ? new Secret(secrets.pin) : null;
	const provision = { kind: 'plain' as const, configuration, pin, deskName: null, kiosk };
	const desk = openPremises(newPc(fakeKeyring()), provision, instead);
	await desk.bridge.getSituation();
	return desk;
}

/** A patient from the search to the end, with what the page reads once they are verified. */
export async function serve(bridge: Bridge): Promise<void> {
	must(await bridge.stillHere());
	must(await bridge.findPatient({ query: 'deepak.pant' }));
	must(await bridge.sendOtp({ method: 'mobile-otp' }));
	must(await bridge.verifyOtp({ otp: canaries.otp }));
	must(await bridge.getProfile());
	must(await bridge.endVisit({ reason: 'finished' }));
}

/** A visit that did not happen would leave nothing behind, and prove nothing. */
function must(reply: { ok: boolean }): void {
	if (!reply.ok) throw new Error(JSON.stringify(reply));
}
