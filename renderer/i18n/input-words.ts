import type { InputProblem } from '../../preload/contract/failure.ts';
import { t } from './words.ts';

/** The sentence that stands beside a field. It names the field and not the person. */
export function inputWords(problem: InputProblem): string {
	switch (problem.field) {
		case 'query':
			return problem.problem === 'wrong-digit-count'
				? t('input.query.wrong-digit-count', { digits: problem.digits })
				: t(`input.query.${problem.problem}`);
		case 'otp':
			return problem.problem === 'wrong-digit-count'
				? t('input.otp.wrong-digit-count', { digits: problem.digits })
				: t(`input.otp.${problem.problem}`);
		case 'mobile':
			return t(`input.mobile.${problem.problem}`);
		case 'aadhaar':
			return t(`input.aadhaar.${problem.problem}`);
		case 'clientId':
		case 'clientSecret':
		case 'hipId':
		case 'cmId':
		case 'facilityName':
		case 'deskName':
		case 'operatorName':
			return t(`input.name.${problem.problem}`, { field: t(`field.${problem.field}`) });
		case 'environment':
			return t(`input.environment.${problem.problem}`);
		case 'sessionsUrl':
		case 'abhaUrl':
		case 'phrUrl':
			return t(`input.url.${problem.problem}`, { field: t(`field.${problem.field}`) });
		case 'proxyUrl':
			return t('input.proxyUrl.not-a-proxy');
		case 'proxyUser':
		case 'proxyPassword':
			return t(`input.${problem.field}.${problem.problem}`);
		case 'extraCaFile':
			return t(`input.extraCaFile.${problem.problem}`);
		case 'pin':
			return t(`input.pin.${problem.problem}`);
		case 'passphrase':
			return t(`input.passphrase.${problem.problem}`);
		case 'idleEndsVisitAfterMinutes':
		case 'keepActivityMonths':
		case 'idleAfterSeconds':
		case 'sendsPerAbha':
		case 'sendsPerDevice':
			return t(`input.${problem.field}.out-of-range`);
		case 'updatePlace':
			return t(`input.updatePlace.${problem.problem}`);
		case 'pc-key':
			return t(`input.pc-key.${problem.problem}`);
		case 'call':
			return t('failure.internal.headline');
		default:
			return problem satisfies never;
	}
}
