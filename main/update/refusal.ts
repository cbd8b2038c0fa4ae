import type { UpdateRefusal } from '../../preload/contract/updates.ts';

/** An update, or a step towards one, was refused. No text of the source is ever in it. */
export class UpdateRefused extends Error {
	override readonly name = 'UpdateRefused';
	readonly reason: UpdateRefusal;

	constructor(reason: UpdateRefusal, options?: ErrorOptions) {
		super(reason, options);
		this.reason = reason;
	}
}
