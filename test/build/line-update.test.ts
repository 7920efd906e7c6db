import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { plugins } from '../../build/plugins.mjs';
import inksUpdate from '../../node_modules/ink/build/line-update.js';

const columns = 12;

/** The same out of the bundle. */
async function bundledUpdate(): Promise<typeof inksUpdate> {
	const directory = await mkdtemp(join(tmpdir(), 'berth-line-update-'));
	onTestFinished(() => rm(directory, { recursive: true, force: true }));
	const outfile = join(directory, 'line-update.mjs');
	await build({
		entryPoints: [join(import.meta.dirname, '../../node_modules/ink/build/line-update.js')],
		...{ outfile, bundle: true, format: 'esm', platform: 'node', plugins },
		banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
	});
	return (await import(pathToFileURL(outfile).href)).default;
}

const own = ['a', ' ', '●', '─', '█', '\u{1B}[1;31m', '\u{1B}[2m', '\u{1B}[0m'];
const foreign = ['漢', 'e\u{301}', '\u{301}', '👩‍💻', '\u{200B}'];

function textOf(pieces: readonly string[]) {
	return fc.array(fc.constantFrom(...pieces), { maxLength: columns }).map((some) => some.join(''));
}

test('of a row of the console’s own signs that changed what is new is drawn, as Ink draws it', async () => {
	const update = await bundledUpdate();
	const text = textOf(own);
	fc.assert(
		fc.property(text, text, text, (same, before, after) => {
			expect(update(same + before, same + after, columns)).toBe(inksUpdate(same + before, same + after, columns));
		}),
	);
});

test('a row with anything else in it, now or before, is drawn from its first cell on: how wide that is only the terminal knows', async () => {
	const update = await bundledUpdate();
	const text = textOf([...own, ...foreign]);
	fc.assert(
		fc.property(text, fc.constantFrom(...foreign), text, text, (same, sign, before, after) => {
			for (const [from, to] of [
				[sign + before, after],
				[before, sign + after],
			] as const)
				expect(update(same + from, same + to, columns)).toBe(`\u{1B}[1G\u{1B}[K${same}${to}`);
		}),
	);
});
