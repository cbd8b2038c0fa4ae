import type { Failure, InputProblem } from '../../preload/contract/failure.ts';
import { inputWords } from '../i18n/input-words.ts';

/** The sentence beside a field; `null` if the failure is about something else. */
export function fieldError(failure: Failure | null, field: InputProblem['field']): string | null {
	return failure?.code === 'invalid-input' && failure.problem.field === field
		? inputWords(failure.problem)
		: null;
}
