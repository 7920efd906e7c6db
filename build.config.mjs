// Bundles the command into dist/: one small entry, the rest in chunks that are loaded when they are needed; and the runner.
import { createHash } from 'node:crypto';
import { glob, readFile, rm } from 'node:fs/promises';
import { build } from 'esbuild';

/** Reached only for engines over ssh and for BuildKit sessions of the API, neither of which Berth uses; together they cost 50 ms at start. */
const unused = /^(ssh2|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs|react-devtools-core)$/;

const leaveOut = {
	name: 'leave-out',
	setup(context) {
		context.onResolve({ filter: unused }, ({ path }) => ({ path, namespace: 'left-out' }));
		context.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'export default {};', loader: 'js' }));
	},
};

/**
 * yoga fetches its own bytes from a `data:` address, for which Node loads a whole HTTP client: 25 ms and 7 MB. Told that there is
 * no `fetch`, it takes them as they are.
 */
const withoutFetch = {
	name: 'without-fetch',
	setup(context) {
		context.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => {
			const parts = (await readFile(path, 'utf8')).split('"function"!=typeof fetch');
			if (parts.length !== 3) throw new Error(`${path} loads its bytes in another way than it did`);
			return { contents: parts.join('true'), loader: 'js' };
		});
	},
};

/** Ink's output, but that rows which are as they were are not made again. */
const rowOutput = `${import.meta.dirname}/build/row-output.mjs`;
const withRowOutput = {
	name: 'with-row-output',
	setup(context) {
		context.onLoad({ filter: /ink\/build\/renderer\.js$/ }, async ({ path }) => {
			const parts = (await readFile(path, 'utf8')).split("'./output.js'");
			if (parts.length !== 2) throw new Error(`${path} has its output from another place than it did`);
			return { contents: parts.join(JSON.stringify(rowOutput)), loader: 'js' };
		});
	},
};

/** One set of rules for the width of a text, loaded when needed: Ink and what it uses bring four copies of their own. */
const textWidth = `${import.meta.dirname}/build/text-width.mjs`;
const oneWidth = {
	name: 'one-width',
	setup(context) {
		context.onResolve({ filter: /^string-width$/ }, ({ importer, pluginData }) => {
			if (pluginData === 'real') return undefined;
			if (importer !== textWidth) return { path: textWidth };
			return context.resolve('string-width', { kind: 'require-call', resolveDir: import.meta.dirname, pluginData: 'real' });
		});
	},
};

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
	plugins: [leaveOut, withoutFetch, withRowOutput, oneWidth],
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
