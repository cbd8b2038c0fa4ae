import { describe, expect, it } from 'vitest';

import { brokenBy, itBreaks, use } from './planted.ts';

itBreaks('@typescript-eslint/no-restricted-imports', [
	...['main/desk', 'main/abdm', 'main/ipc', 'main/facility', 'main/simulator', 'main/log'].map(
		(folder) => ({
			what: 'Electron at run time',
			filePath: `${folder}/planted.ts`,
			planted: "import { app } from 'electron';\nexport const used = app;\n",
			clean: "import type { App } from 'electron';\nexport type Used = App;\n",
		}),
	),
	{
		what: 'Electron by another name',
		filePath: 'main/desk/planted.ts',
		planted: use('app', 'electron/main'),
		clean: "import type { App } from 'electron/main';\nexport type Used = App;\n",
	},
	...['ipcMain', 'shell', 'net'].map((name) => ({
		what: name,
		filePath: 'main/app/planted.ts',
		planted: use(name, 'electron'),
		clean: use('screen', 'electron'),
	})),
	{
		what: 'ipcMain by another name',
		filePath: 'main/app/planted.ts',
		planted: use('ipcMain', 'electron/main'),
		clean: use('screen', 'electron/main'),
	},
	{
		what: 'the whole of Electron',
		filePath: 'main/app/planted.ts',
		planted: "import * as electron from 'electron';\nexport const used = electron;\n",
		clean: use('screen', 'electron'),
	},
	{
		what: 'the whole of Electron as its default',
		filePath: 'main/app/planted.ts',
		planted: "import electron from 'electron';\nexport const used = electron;\n",
		clean: use('screen', 'electron'),
	},
	{
		what: 'Electron',
		filePath: 'preload/bridge.ts',
		planted: use('ipcRenderer', 'electron'),
		clean: "import type { IpcRenderer } from 'electron';\nexport type Used = IpcRenderer;\n",
	},
	...['main/desk', 'main/app', 'main/abdm', 'preload'].map((folder) => ({
		what: 'node-fetch',
		filePath: `${folder}/planted.ts`,
		planted: "import fetch from 'node-fetch';\nexport const used = fetch;\n",
		clean: use('z', 'zod'),
	})),
	...['node:http', 'node:https', 'node:http2', 'node:net', 'node:tls', 'https'].map((name) => ({
		what: name,
		filePath: 'main/desk/planted.ts',
		planted: use('Agent', name),
		clean: use('Agent', '../abdm/http.ts'),
	})),
	...['electron', 'node:fs', 'node-fetch'].map((name) => ({
		what: name,
		filePath: 'renderer/planted.ts',
		planted: use('something', name),
		clean: use('mount', 'svelte'),
	})),
]);

describe('the exceptions', () => {
	it.each([
		['main/abdm/http.ts', "import fetch from 'node-fetch';\nexport const used = fetch;\n"],
		['main/simulator/planted.ts', use('createServer', 'node:http')],
		['main/index.ts', use('ipcMain', 'electron')],
		['preload/index.ts', use('ipcRenderer', 'electron')],
		['renderer/bridge.ts', 'export const bridge = window.bridge;\n'],
		['main/facility/planted.ts', use('startSimulator', '../simulator/simulator.ts')],
	])('lets %s do what nobody else may', async (filePath, code) => {
		expect(await brokenBy(filePath, code)).toEqual([]);
	});
});
