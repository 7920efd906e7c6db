// Bundles the command into dist/: a script that starts it, one small entry, the rest in chunks that are loaded when they are needed; and the runner.
import { createHash } from 'node:crypto';
import { chmod, copyFile, glob, readFile, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { plugins } from './build/plugins.mjs';

/** Tells one build of Berth from another: what one read from a file is nothing to another. */
async function nameOfBuild() {
	const hash = createHash('sha256');
	const sources = await Array.fromAsync(glob(['package-lock.json', 'source/**/*.ts'], { cwd: import.meta.dirname }));
	for (const path of sources.sort()) hash.update(path).update(await readFile(`${import.meta.dirname}/${path}`));
	return hash.digest('hex').slice(0, 16);
}

const common = {
	outdir: 'dist',
	bundle: true,
	platform: 'node',
	target: 'node22',
	minifyWhitespace: true,
	minifySyntax: true,
	// Names stay as they are, for stack traces: `keepNames` would give each function its name back at every start.
	minifyIdentifiers: false,
	jsx: 'automatic',
	legalComments: 'none',
	define: { 'process.env.NODE_ENV': '"production"', 'process.env.BERTH_BUILD': JSON.stringify(await nameOfBuild()) },
	plugins,
	logLevel: 'warning',
};

await rm('dist', { recursive: true, force: true });
await build({
	...common,
	entryPoints: { berth: 'bin/berth.ts' },
	chunkNames: 'chunks/[name]-[hash]',
	splitting: true,
	format: 'esm',
	banner: {
		js: "import { createRequire as berthRequire } from 'node:module'; const require = berthRequire(import.meta.url);",
	},
});
// Node.js starts one file of CommonJS 30 ms sooner than as many modules; every change waits for that.
await build({ ...common, entryPoints: { 'run-operation': 'bin/run-operation.ts' }, outExtension: { '.js': '.cjs' }, format: 'cjs' });
await copyFile('bin/berth.sh', 'dist/berth');
await chmod('dist/berth', 0o755);
