import { itBreaks } from './planted.ts';

itBreaks('no-restricted-syntax', [
	...[
		['sandbox', false],
		['contextIsolation', false],
		['webSecurity', false],
		['rejectUnauthorized', false],
		['nodeIntegration', true],
		['nodeIntegrationInWorker', true],
		['nodeIntegrationInSubFrames', true],
		['webviewTag', true],
		['devTools', true],
		['allowRunningInsecureContent', true],
		['experimentalFeatures', true],
	].map(([name, value]) => ({
		what: `${String(name)}: ${String(value)}`,
		filePath: 'main/app/planted.ts',
		planted: `export const preferences = { ${String(name)}: ${String(value)} };\n`,
		clean: `export const preferences = { ${String(name)}: ${String(value !== true)} };\n`,
	})),
	{
		what: 'an open wall between quotes',
		filePath: 'main/abdm/planted.ts',
		planted: "export const agent = { 'rejectUnauthorized': false };\n",
		clean: "export const agent = { 'rejectUnauthorized': true };\n",
	},
]);

itBreaks(
	'no-console',
	['main/desk/planted.ts', 'preload/planted.ts', 'renderer/planted.ts'].map((filePath) => ({
		what: 'the console',
		filePath,
		planted: "export const used = () => console.error('a patient');\n",
		clean: 'export const used = () => undefined;\n',
	})),
);

itBreaks(
	'import-x/no-default-export',
	['main/desk/planted.ts', 'preload/planted.ts', 'renderer/planted.ts'].map((filePath) => ({
		what: 'a default export',
		filePath,
		planted: 'export default 1;\n',
		clean: 'export const one = 1;\n',
	})),
);
