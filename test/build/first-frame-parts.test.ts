import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { plugins } from '../../build/plugins.mjs';

/** What an entry is made of that is there when it starts: with all that it imports, and without what is loaded when it is needed. */
async function partsAtStart(entry: string): Promise<readonly string[]> {
	const { metafile } = await build({
		...{ entryPoints: [entry], bundle: true, splitting: true, format: 'esm', platform: 'node', jsx: 'automatic', plugins },
		...{ outdir: 'dist', write: false, metafile: true, logLevel: 'silent' },
	});
	const seen = new Set<string>();
	const visit = (file: string): void => {
		if (seen.has(file)) return;
		seen.add(file);
		for (const { path, kind } of metafile.outputs[file]?.imports ?? []) if (kind === 'import-statement') visit(path);
	};
	for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) if (entryPoint === entry) visit(file);
	return [...seen].flatMap((file) => Object.keys(metafile.outputs[file]?.inputs ?? {}));
}

test.each(['components/first-rows.ts', 'bin/show-console.ts'])(
	'%s starts without the validator, which takes longer to load than all the rest of it',
	async (entry) => {
		const parts = await partsAtStart(entry);
		expect(parts.filter((path) => path.startsWith('source/')).length).toBeGreaterThan(20);
		expect(parts.filter((path) => path.includes('node_modules/zod/'))).toEqual([]);
	},
);
