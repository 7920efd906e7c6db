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

test('a row that changed is drawn as Ink draws it, whatever signs are in it', async () => {
	const update = await bundledUpdate();
	const pieces = ['a', ' ', '●', '─', '█', '\u{1B}[1;31m', '\u{1B}[2m', '\u{1B}[0m', '漢', 'e\u{301}', '\u{301}', '👩‍💻', '\u{200B}'];
	const text = fc.array(fc.constantFrom(...pieces), { maxLength: columns }).map((some) => some.join(''));
	fc.assert(
		fc.property(text, text, text, (same, before, after) => {
			expect(update(same + before, same + after, columns)).toBe(inksUpdate(same + before, same + after, columns));
		}),
	);
});
