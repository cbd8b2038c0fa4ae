import type {
	Environment,
	FacilityForm,
	FacilityShown,
} from '../../preload/contract/administration.ts';
import type { Generation } from '../../preload/contract/desk.ts';
import type { InputProblem } from '../../preload/contract/failure.ts';

/** What is typed of a facility and may be seen. Its secrets stay in their fields. */
export interface FacilityDraft {
	environment: Environment;
	generation: Generation;
	sessionsUrl: string;
	abhaUrl: string;
	phrUrl: string;
	cmId: string;
	clientId: string;
	hipId: string;
	facilityName: string;
	proxyUrl: string;
	proxyUser: string;
	extraCaFile: string;
	/** The certificates that are stored are to go. */
	removesExtraCa: boolean;
	ipv4Only: boolean;
}

export interface FacilitySecrets {
	clientSecret: string;
	proxyPassword: string;
}

/** What the fields hold at first. V3 is ABDM's API of today; the sandbox does no harm. */
export function draftOf(stored: FacilityShown | null): FacilityDraft {
	return {
		environment: stored?.environment ?? 'sandbox',
		generation: stored?.generation ?? 'v3',
		sessionsUrl: stored?.urls.sessions ?? '',
		abhaUrl: stored?.urls.abha ?? '',
		phrUrl: stored?.urls.phr ?? '',
		cmId: stored?.cmId ?? '',
		clientId: stored?.clientId ?? '',
		hipId: stored?.hipId ?? '',
		facilityName: stored?.facilityName ?? '',
		proxyUrl: stored?.network.proxyUrl ?? '',
		proxyUser: stored?.network.proxyUser ?? '',
		extraCaFile: '',
		removesExtraCa: false,
		ipv4Only: stored?.network.ipv4Only ?? false,
	};
}

/** The form as main takes it. What is not on the screen is not sent, and so cannot be refused. */
export function formOf(
	draft: FacilityDraft,
	secrets: FacilitySecrets,
	stored: FacilityShown | null,
): FacilityForm {
	const custom = draft.environment === 'custom';
	const v3 = draft.generation === 'v3';
	return {
		environment: draft.environment,
		generation: draft.generation,
		urls: {
			sessions: custom ? draft.sessionsUrl : '',
			abha: custom ? draft.abhaUrl : '',
			phr: custom && v3 ? draft.phrUrl : '',
		},
		cmId: custom && v3 ? draft.cmId : '',
		clientId: draft.clientId,
		clientSecret: kept(secrets.clientSecret, stored !== null),
		hipId: draft.hipId,
		facilityName: draft.facilityName,
		network: {
			proxyUrl: draft.proxyUrl,
			proxyUser: draft.proxyUser,
			// Without a user there is no password to keep: to empty the user is how it is taken away.
			proxyPassword: kept(
				secrets.proxyPassword,
				stored?.network.hasProxyPassword === true && draft.proxyUser.trim() !== '',
			),
			extraCaFile: kept(
				draft.extraCaFile,
				(stored?.network.extraCaCount ?? 0) > 0 && !draft.removesExtraCa,
			),
			ipv4Only: draft.ipv4Only,
		},
	};
}

/** `null`, which is "what is stored stays", for an empty field over something stored. */
function kept(typed: string, isStored: boolean): string | null {
	return typed === '' && isStored ? null : typed;
}

/**
 * The first field that is still empty, in the order of the screen. Main judges all of it, but only at
 * the end, and two steps later is late to hear of an empty field.
 */
export function missingIn(form: FacilityForm): InputProblem | null {
	const isEmpty = (text: string | null) => text?.trim() === '';
	if (form.environment === 'custom') {
		if (isEmpty(form.urls.sessions)) return { field: 'sessionsUrl', problem: 'missing' };
		if (isEmpty(form.urls.abha)) return { field: 'abhaUrl', problem: 'missing' };
		if (form.generation === 'v3') {
			if (isEmpty(form.urls.phr)) return { field: 'phrUrl', problem: 'missing' };
			if (isEmpty(form.cmId)) return { field: 'cmId', problem: 'missing' };
		}
	}
	const always = ['clientId', 'clientSecret', 'hipId', 'facilityName'] as const;
	const field = always.find((name) => isEmpty(form[name]));
	return field === undefined ? null : { field, problem: 'missing' };
}
