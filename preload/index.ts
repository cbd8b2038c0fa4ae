import { contextBridge, ipcRenderer } from 'electron';

import { createBridge } from './bridge.ts';

contextBridge.exposeInMainWorld(
	'bridge',
	createBridge({
		invoke: (channel, input) => ipcRenderer.invoke(channel, ...input) as Promise<unknown>,
		subscribe: (channel, listener) => {
			// Electron's event is dropped: its `sender` would hand the page ipcRenderer itself
			// (Electron security checklist 20).
			const forward = (_event: unknown, payload: unknown) => {
				listener(payload);
			};
			ipcRenderer.on(channel, forward);
			return () => {
				ipcRenderer.off(channel, forward);
			};
		},
	}),
);
