import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * Who may see whom. `preload/contract.ts`, with its parts in
 * `preload/contract/`, is all that other processes share. Each rule
 * below has a planted violation in tests/lint/, because a zone that matches nothing says nothing.
 */
const contract = ['./preload/contract.ts', './preload/contract'];
const packages = './node_modules';
const sharedWords = './renderer/i18n/messages/diagnostics';
const zones = [
	{ target: contract, from: '.', except: contract },
	{ target: './preload', from: '.', except: ['./preload', packages] },
	// The words that the screens and the command line share are data, and the only ones that main has.
	{ target: './main', from: '.', except: ['./main', ...contract, packages, sharedWords] },
	{ target: './renderer', from: '.', except: ['./renderer', ...contract, packages] },
	{ target: './renderer/ui', from: './renderer', except: ['./ui', './i18n'] },
	// The way out of the computer knows nothing of who takes it.
	{ target: './main/network', from: './main', except: ['./network', './secret.ts'] },
	// The simulator stands for ABDM: it may not know what the desk knows, nor the other way round.
	{ target: './main/simulator', from: './main', except: ['./simulator', './clock.ts'] },
	{
		target: [
			'./main/abdm',
			'./main/desk',
			'./main/ipc',
			'./main/app',
			'./main/log',
			'./main/vault',
			'./main/audit',
			'./main/admin',
			'./main/settings',
			'./main/update',
		],
		from: './main/simulator',
	},
];

/** Electron answers to all of these. */
const electronNames = ['electron', 'electron/main', 'electron/common', 'electron/renderer'];
const electronAtTheEdge = electronNames.map((name) => ({
	name,
	allowTypeImports: true,
	message: 'Only main/index.ts, main/app and preload/index.ts touch Electron at run time.',
}));
const httpInOnePlace = {
	name: 'node-fetch',
	message: 'main/abdm/http.ts is the one place that talks HTTP.',
};
const ipcInOnePlace = electronNames.map((name) => ({
	name,
	importNames: ['ipcMain', 'shell', 'net', 'default'],
	message:
		'ipcMain is used through main/ipc/register.ts only; shell and net are not used at all (Electron checklist 15).',
}));

/** Node's own ways around main/abdm/http.ts; the simulator is a server and may have them. */
const nodeHttp = ['http', 'https', 'http2', 'net', 'tls']
	.flatMap((name) => [name, `node:${name}`])
	.map((name) => ({ name, allowTypeImports: true, message: httpInOnePlace.message }));

/** Settings that open a wall; none of them may stand anywhere in the product. */
const openWalls = [
	['sandbox', 'false'],
	['contextIsolation', 'false'],
	['webSecurity', 'false'],
	['rejectUnauthorized', 'false'],
	['nodeIntegration', 'true'],
	['nodeIntegrationInWorker', 'true'],
	['nodeIntegrationInSubFrames', 'true'],
	['webviewTag', 'true'],
	['devTools', 'true'],
	['allowRunningInsecureContent', 'true'],
	['experimentalFeatures', 'true'],
].map(([name, value]) => ({
	selector: `Property:matches([key.name="${name}"], [key.value="${name}"])[value.value=${value}]`,
	message: `${name}: ${value} opens a wall (Electron security checklist).`,
}));

/** What a page could send a patient's data with, or keep it in. */
const notInThePage = [
	...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'RTCPeerConnection'].map((name) => ({
		name,
		message: 'The renderer reaches nothing but the bridge.',
	})),
	...['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore'].map((name) => ({
		name,
		message: 'Nothing of a patient stays in the page.',
	})),
];

export default defineConfig(
	{ ignores: ['out', 'dist', 'test-results', 'node_modules'] },
	js.configs.recommended,
	{
		files: ['**/*.ts', '**/*.svelte'],
		extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
		languageOptions: {
			parserOptions: {
				// The tools' own configurations belong to no folder's tsconfig; tests/tsconfig.json checks them.
				projectService: {
					allowDefaultProject: ['*.config.ts', '{preload,renderer}/vite.config.ts'],
				},
				tsconfigRootDir: import.meta.dirname,
				extraFileExtensions: ['.svelte'],
			},
		},
		rules: {
			// TypeScript knows what is defined.
			'no-undef': 'off',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ varsIgnorePattern: '^_', argsIgnorePattern: '^_' },
			],
			'id-denylist': ['error', 'e', 'err', 'cb', 'data'],
		},
	},
	svelte.configs.recommended,
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: tseslint.parser } },
		rules: {
			// ESLint's parser takes components and snippets for `any`; svelte-check knows their types.
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			'svelte/button-has-type': 'error',
			'svelte/no-at-html-tags': 'error',
			'svelte/no-inline-styles': 'error',
			'svelte/no-unused-props': 'error',
			'svelte/no-inspect': 'error',
			'svelte/require-each-key': 'error',
			// Svelte's own compiler checks what these would, with knowledge of runes.
			'prefer-const': 'off',
		},
	},
	{
		files: ['main/**', 'preload/**', 'renderer/**'],
		plugins: { 'import-x': importX },
		settings: {
			// Without these two only .js is followed, and no cycle is ever found.
			'import-x/extensions': ['.ts'],
			'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
			'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.svelte', '.js'] })],
		},
		rules: {
			'import-x/no-restricted-paths': ['error', { zones }],
			'import-x/no-cycle': 'error',
			'import-x/no-default-export': 'error',
			'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
			'no-console': 'error',
			'no-empty': 'error',
			'no-restricted-syntax': ['error', ...openWalls],
			'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
		},
	},
	{
		files: ['**/*.config.ts'],
		rules: { 'import-x/no-default-export': 'off', 'import-x/no-restricted-paths': 'off' },
	},
	{
		files: ['main/**', 'preload/**'],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{ paths: [...electronAtTheEdge, httpInOnePlace, ...nodeHttp] },
			],
			'no-restricted-globals': [
				'error',
				{ name: 'fetch', message: httpInOnePlace.message },
				{ name: 'XMLHttpRequest', message: httpInOnePlace.message },
				{ name: 'WebSocket', message: httpInOnePlace.message },
			],
		},
	},
	{
		// Makes the agents that main/abdm/http.ts sends with; downloads what no memory holds.
		files: ['main/network/**'],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{ paths: [...electronAtTheEdge, httpInOnePlace] },
			],
		},
	},
	{
		files: ['main/abdm/http.ts', 'main/simulator/**'],
		rules: {
			'@typescript-eslint/no-restricted-imports': ['error', { paths: electronAtTheEdge }],
		},
	},
	{
		files: ['main/app/**'],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{ paths: [...ipcInOnePlace, httpInOnePlace, ...nodeHttp] },
			],
		},
	},
	{
		// They hand `ipcMain` and `ipcRenderer` on and do nothing with them.
		files: ['main/index.ts', 'preload/index.ts'],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{ paths: [httpInOnePlace, ...nodeHttp] },
			],
		},
	},
	{
		files: ['renderer/**'],
		languageOptions: { globals: globals.browser },
		rules: {
			'no-restricted-globals': ['error', ...notInThePage],
			'no-restricted-properties': [
				'error',
				...notInThePage.map(({ name, message }) => ({
					object: 'window',
					property: name,
					message,
				})),
				{
					object: 'window',
					property: 'bridge',
					message: 'renderer/bridge.ts is the one place that reads it.',
				},
				{ object: 'window', property: 'open', message: 'The desk has one window.' },
				{
					object: 'document',
					property: 'cookie',
					message: 'Nothing of a patient stays in the page.',
				},
			],
		},
	},
	{
		files: ['renderer/**'],
		ignores: ['renderer/vite.config.ts'],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							group: ['electron', 'electron/*', 'node:*', 'node-fetch'],
							message: 'The renderer is a web page; what it needs of main is in the contract.',
						},
					],
				},
			],
		},
	},
	{ files: ['renderer/bridge.ts'], rules: { 'no-restricted-properties': 'off' } },
	{
		files: ['tests/**'],
		rules: {
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/require-await': 'off',
		},
	},
	{
		files: ['scripts/**', '*.config.js'],
		languageOptions: { globals: globals.node },
	},
);
