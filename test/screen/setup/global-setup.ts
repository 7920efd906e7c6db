import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { plugins } from '../../../build/plugins.mjs';

declare module 'vitest' {
	interface ProvidedContext {
		/** The scripted console, for Node to run. */
		readonly scriptedConsole: string;
	}
}

/** Before the first screen test: the scripted console in one file, as the bundle of the command is made. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
	const directory = await mkdtemp(join(tmpdir(), 'berth-screen-'));
	const outfile = join(directory, 'console.mjs');
	await build({
		entryPoints: [join(import.meta.dirname, 'scripted-console.tsx')],
		outfile,
		bundle: true,
		format: 'esm',
		platform: 'node',
		target: 'node22',
		jsx: 'automatic',
		define: { 'process.env.NODE_ENV': '"production"' },
		plugins,
		banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
		logLevel: 'warning',
	});
	project.provide('scriptedConsole', outfile);
	return () => rm(directory, { recursive: true, force: true });
}
