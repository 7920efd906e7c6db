// Bundles the command into dist/: one small entry, the rest in chunks that are loaded when they are needed.
import { readFile, rm } from 'node:fs/promises';
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

await rm('dist', { recursive: true, force: true });
await build({
	entryPoints: { berth: 'bin/berth.ts' },
	outdir: 'dist',
	chunkNames: 'chunks/[name]-[hash]',
	bundle: true,
	splitting: true,
	format: 'esm',
	platform: 'node',
	target: 'node22',
	minify: true,
	keepNames: true,
	jsx: 'automatic',
	legalComments: 'none',
	define: { 'process.env.NODE_ENV': '"production"' },
	banner: {
		js: "import { createRequire as berthRequire } from 'node:module'; const require = berthRequire(import.meta.url);",
	},
	plugins: [leaveOut, withoutFetch],
	logLevel: 'warning',
});
