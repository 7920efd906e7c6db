// What the bundle changes in the libraries that it is made of; the screen tests run with it too.
import { readFile } from 'node:fs/promises';

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
const rowOutput = `${import.meta.dirname}/row-output.mjs`;
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

/**
 * Ink draws of a changed row only what comes after the part that stayed. Where that is depends on how wide the terminal draws what is before
 * it, and terminals draw emoji as they like: a row with more in it than the console's own signs is drawn from its first cell on.
 */
const textWidth = `${import.meta.dirname}/text-width.mjs`;
const withPlainRows = {
	name: 'with-plain-rows',
	setup(context) {
		context.onLoad({ filter: /ink\/build\/line-update\.js$/ }, async ({ path }) => {
			const parts = (await readFile(path, 'utf8')).split('if (printableAscii.test(previousText) && printableAscii.test(nextText)) {');
			if (parts.length !== 2) throw new Error(`${path} compares rows in another way than it did`);
			const whole = 'if (!isPlain(previousText) || !isPlain(nextText)) return full;\nif (true) {';
			return { contents: `import { isPlain } from ${JSON.stringify(textWidth)};\n${parts.join(whole)}`, loader: 'js' };
		});
	},
};

/** One set of rules for the width of a text, loaded when needed: Ink and what it uses bring four copies of their own. */
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

/** All of them, for esbuild. */
export const plugins = [leaveOut, withoutFetch, withRowOutput, withPlainRows, oneWidth];
