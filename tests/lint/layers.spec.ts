import { itBreaks, svelte, use } from './planted.ts';

itBreaks('import-x/no-restricted-paths', [
	...[
		['the renderer', 'main/desk', '../../renderer/problem.ts', '../../preload/contract.ts'],
		['words of patients', 'main/app', '../../renderer/i18n/words.ts', './menu.ts'],
		['the preload script', 'main/desk', '../../preload/bridge.ts', '../../preload/contract.ts'],
		['the simulator', 'main/desk', '../simulator/simulator.ts', '../abdm/client.ts'],
		['the simulator', 'main/abdm', '../simulator/patients.ts', '../clock.ts'],
		['the simulator', 'main/ipc', '../simulator/patients.ts', '../desk/visit.ts'],
		['the simulator', 'main/app', '../simulator/patients.ts', '../clock.ts'],
		['the simulator', 'main/log', '../simulator/patients.ts', './redact.ts'],
		['the simulator', 'main/update', '../simulator/patients.ts', './version.ts'],
		['the client', 'main/simulator', '../abdm/http.ts', './patients.ts'],
		['the desk', 'main/simulator', '../desk/identity.ts', '../clock.ts'],
		['the desk', 'main/network', '../desk/identity.ts', '../secret.ts'],
		['a secret', 'main/simulator', '../secret.ts', '../../preload/contract.ts'],
		['the tests', 'main/desk', '../../tests/support/fake-clock.ts', '../clock.ts'],
		['main', 'renderer', '../main/clock.ts', '../preload/contract.ts'],
		['main', 'renderer/ui', '../../main/desk/identity.ts', '../i18n/words.ts'],
		['the bridge itself', 'renderer', '../preload/bridge.ts', '../preload/contract.ts'],
		['a screen', 'renderer/ui', '../screens/find/FindScreen.svelte', './Button.svelte'],
		['the journey', 'renderer/ui', '../journey.svelte.ts', '../i18n/words.ts'],
		['main', 'preload', '../main/clock.ts', './contract.ts'],
		['the renderer', 'preload', '../renderer/problem.ts', './bridge.ts'],
	].map(([what = '', folder = '', from = '', instead = '']) => ({
		what,
		filePath: `${folder}/planted.ts`,
		planted: use('something', from),
		clean: use('something', instead),
	})),
	...['../main/clock.ts', './bridge.ts', 'zod', '../renderer/problem.ts'].map((from) => ({
		what: `an import of ${from}`,
		filePath: 'preload/contract.ts',
		planted: `import type { Something } from '${from}';\nexport type Used = Something;\n`,
		clean: 'export type Used = string;\n',
	})),
	{
		what: 'main',
		filePath: 'renderer/Planted.svelte',
		planted: svelte("import { systemClock } from '../main/clock.ts';", '{systemClock.nowMs()}'),
		clean: svelte("import { t } from './i18n/words.ts';", "{t('app.name')}"),
	},
]);

itBreaks('import-x/no-cycle', [
	{
		what: 'a ring of imports',
		filePath: 'main/incident.ts',
		planted: use('createHandlers', './ipc/handlers.ts'),
		clean: use('systemClock', './clock.ts'),
	},
]);
