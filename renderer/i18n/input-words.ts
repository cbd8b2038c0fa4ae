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
		case 'call':
			return t('failure.internal.headline');
		default:
			return problem satisfies never;
	}
}
