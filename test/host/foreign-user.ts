import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A user of the machine who is nobody here. */
export const foreignUser = 54_321;

/** Gives up root before anything else is done. */
const prelude = `import * as fs from 'node:fs';
process.setgroups([]); process.setgid(${foreignUser}); process.setuid(${foreignUser});
`;

function start(script: string): ChildProcess {
	return spawn(process.execPath, ['--input-type=module', '--eval', prelude + script], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Tries each line of JavaScript as that user; gives those that did not throw. */
export async function tryAsForeigner(attempts: readonly string[]): Promise<readonly string[]> {
	const child = start(`
		const done = [];
		for (const attempt of ${JSON.stringify(attempts)}) {
			try { new Function('fs', attempt)(fs); done.push(attempt); } catch {}
		}
		console.log(JSON.stringify(done));`);
	const output: string[] = [];
	child.stdout?.on('data', (piece) => output.push(String(piece)));
	await once(child, 'close');
	return JSON.parse(output.join('')) as string[];
}

/** As that user, puts a symlink in the place of each path and takes it away again, as fast as it goes, until it is killed. */
export async function swapForEver(swaps: readonly { readonly path: string; readonly target: string }[]): Promise<ChildProcess> {
	const child = start(`
		const swaps = ${JSON.stringify(swaps)};
		for (const { path, target } of swaps) fs.symlinkSync(target, path + '.link');
		console.log('ready');
		for (;;) {
			for (const { path } of swaps) {
				try { fs.renameSync(path, path + '.real'); fs.renameSync(path + '.link', path); } catch {}
			}
			for (const { path } of swaps) {
				try { fs.renameSync(path, path + '.link'); fs.renameSync(path + '.real', path); } catch {}
			}
		}`);
	if (child.stdout !== null) await once(child.stdout, 'data');
	return child;
}
