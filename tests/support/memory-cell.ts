import { AppError } from '../../main/failure.ts';
import type { Cell } from '../../main/vault/cell.ts';

/** A cell of a vault that keeps nothing; with `fails` its disk is full. */
export class MemoryCell<T> implements Cell<T> {
	fails = false;
	value: T;

	constructor(value: T) {
		this.value = value;
	}

	async set(value: T): Promise<void> {
		this.value = value;
		await Promise.resolve();
		if (this.fails) throw new AppError({ code: 'vault-not-saved' });
	}
}
