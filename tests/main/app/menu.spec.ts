import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { setMenu } from '../../../main/app/menu.ts';

const menus = vi.hoisted(() => [] as unknown[]);
vi.mock('electron', () => ({
	Menu: {
		buildFromTemplate: (template: unknown) => template,
		setApplicationMenu: (menu: unknown) => menus.push(menu),
	},
}));

const { platform } = process;
afterEach(() => {
	Object.defineProperty(process, 'platform', { value: platform });
});

/** Every role of the menu that is set on `name`, submenus included. */
function rolesOn(name: NodeJS.Platform): string[] {
	Object.defineProperty(process, 'platform', { value: name });
	setMenu(() => undefined);
	return rolesOf(menus.at(-1) as MenuItemConstructorOptions[]);
}

function rolesOf(template: MenuItemConstructorOptions[]): string[] {
	return template.flatMap(({ role, submenu }) => [
		role ?? '(none)',
		...(Array.isArray(submenu) ? rolesOf(submenu) : []),
	]);
}

/** Ours, which have words instead of a role: Help, and Diagnostics in it. */
const own = ['(none)', '(none)'];
const roles = [
	'editMenu',
	'viewMenu',
	'resetZoom',
	'zoomIn',
	'zoomOut',
	'togglefullscreen',
	...own,
];

describe('setMenu', () => {
	it.each(['win32', 'linux'] as const)('has editing and the size of the text on %s', (name) => {
		expect(rolesOn(name)).toEqual(roles);
	});

	it('has the menu of the program too on macOS, where quitting lives', () => {
		expect(rolesOn('darwin')).toEqual(['appMenu', ...roles]);
	});

	it.each(['win32', 'linux', 'darwin'] as const)(
		'has no reload and no developer tools on %s',
		(name) => {
			expect(rolesOn(name).join(' ')).not.toMatch(/reload|devtools|windowMenu|help/i);
		},
	);

	it('leads to the diagnostics, whatever else does not open', () => {
		const asked = vi.fn();
		setMenu(asked);
		const help = (menus.at(-1) as MenuItemConstructorOptions[]).at(-1);
		const [item] = help?.submenu as MenuItemConstructorOptions[];
		expect([help?.label, item?.label]).toEqual(['Help', 'Diagnostics']);
		(item?.click as () => void)();
		expect(asked).toHaveBeenCalledOnce();
	});

	it('says what the view menu holds: left empty, Electron would put reload in', () => {
		setMenu(() => undefined);
		const template = menus.at(-1) as MenuItemConstructorOptions[];
		expect(template.find(({ role }) => role === 'viewMenu')?.submenu).toHaveLength(4);
	});
});
