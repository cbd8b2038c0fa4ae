import { itBreaks, svelte, use } from './planted.ts';

itBreaks('no-restricted-globals', [
	...['fetch', 'XMLHttpRequest', 'WebSocket'].map((name) => ({
		what: name,
		filePath: 'main/desk/planted.ts',
		planted: `export const used = ${name};\n`,
		clean: `export const used = '${name}';\n`,
	})),
	...[
		...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'RTCPeerConnection'],
		...['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore'],
	].map((name) => ({
		what: name,
		filePath: 'renderer/planted.ts',
		planted: `export const used = ${name};\n`,
		clean: `export const used = '${name}';\n`,
	})),
	{
		what: 'localStorage',
		filePath: 'renderer/Planted.svelte',
		planted: svelte("localStorage.setItem('a', 'b');", ''),
		clean: svelte('', ''),
	},
]);

itBreaks('no-restricted-properties', [
	...[
		...['window.bridge', 'window.open', 'window.fetch', 'window.XMLHttpRequest'],
		...['window.localStorage', 'window.sessionStorage', 'window.indexedDB', 'document.cookie'],
	].map((name) => ({
		what: name,
		filePath: 'renderer/planted.ts',
		planted: `export const used = ${name};\n`,
		clean: 'export const used = document.title;\n',
	})),
	{
		what: 'the bridge out of the window',
		filePath: 'renderer/planted.ts',
		planted: 'const { bridge } = window;\nexport const used = bridge;\n',
		clean: use('bridge', './bridge.ts'),
	},
]);

itBreaks('svelte/no-at-html-tags', [
	{
		what: 'markup from a string',
		filePath: 'renderer/Planted.svelte',
		planted: svelte("const name = 'x';", '<p>{@html name}</p>'),
		clean: svelte("const name = 'x';", '<p>{name}</p>'),
	},
]);

itBreaks('svelte/no-inline-styles', [
	{
		what: 'a style that the policy of the page would block',
		filePath: 'renderer/Planted.svelte',
		planted: svelte('', '<p style="color: red">x</p>'),
		clean: svelte('', '<p class="red">x</p>'),
	},
]);
