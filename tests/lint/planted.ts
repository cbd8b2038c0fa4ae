import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { beforeAll, describe, expect, it } from 'vitest';

/** The repository's own rules, but for those that need types: a planted file is in no program. */
const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });

/** The rules that `code` breaks, if it stood in `filePath`. */
export async function brokenBy(filePath: string, code: string): Promise<string[]> {
	const results = await eslint.lintText(code, { filePath });
	const messages = results.flatMap((result) => result.messages);
	return [...new Set(messages.map(({ ruleId, message }) => ruleId ?? message))];
}

/** A violation, and the same code as it may stand there. */
export interface Planted {
	what: string;
	filePath: string;
	planted: string;
	clean: string;
}

/** Tests that `rule`, and no other, refuses each violation, and that none refuses its clean twin. */
export function itBreaks(rule: string, table: Planted[]): void {
	describe(rule, () => {
		// The first file pays for loading the rules and the parsers.
		beforeAll(() => brokenBy('main/planted.ts', ''), 60_000);

		const cases = table.map((row) => [row.what, row.filePath, row] as const);
		it.each(cases)('refuses %s in %s', async (_what, filePath, { planted }) => {
			expect(await brokenBy(filePath, planted)).toEqual([rule]);
		});

		it.each(cases)(
			'takes what may stand instead of %s in %s',
			async (_what, filePath, { clean }) => {
				expect(await brokenBy(filePath, clean)).toEqual([]);
			},
		);
	});
}

/** A file that does nothing but import. */
export function use(names: string, from: string): string {
	return `import { ${names} } from '${from}';\nexport const used = [${names}];\n`;
}

/** A Svelte component. */
export function svelte(script: string, markup: string): string {
	return `<script lang="ts">\n\t${script}\n</script>\n\n${markup}\n`;
}
