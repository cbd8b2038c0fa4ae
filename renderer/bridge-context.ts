import { getContext, setContext } from 'svelte';
import type { Bridge } from '../preload/contract.ts';

const key = Symbol('bridge');

/** For what may stand anywhere on the page and needs the bridge, though nothing above it does. */
export function provideBridge(bridge: Bridge): void {
	setContext(key, bridge);
}

/** `undefined` where nothing has provided one: before there is a desk. */
export function givenBridge(): Bridge | undefined {
	return getContext<Bridge | undefined>(key);
}
