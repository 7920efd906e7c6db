import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createCommands } from '../../../source/host/commands.ts';
import type { Command } from '../../../source/host/host.ts';
import { runOrFail } from '../../../source/sandbox/run-or-fail.ts';
import { sandboxDirectory } from './test-engine.ts';

const commands = createCommands();

/** A package of the distribution, unpacked and kept for the next time; nothing is installed. Gives the directory that stands for `/`. */
export async function unpackPackage(name: string): Promise<string> {
	const directory = join(sandboxDirectory, 'packages', name);
	if ((await stat(directory).catch(() => undefined)) !== undefined) return directory;
	const work = `${directory}.new`;
	await rm(work, { recursive: true, force: true });
	await mkdir(work, { recursive: true });
	await download(name, work);
	const [archive = ''] = (await readdir(work)).filter((file) => file.endsWith('.deb'));
	await runOrFail(commands, `Cannot unpack ${name}`, ['dpkg-deb', '--extract', archive, work], { cwd: work });
	await rename(work, directory);
	return directory;
}

/** With apt's lists renewed if they are too old to have it. */
async function download(name: string, directory: string): Promise<void> {
	const words: Command = ['apt-get', '-o', 'APT::Sandbox::User=root', 'download', name];
	if ((await commands.run(words, { cwd: directory })).code === 0) return;
	await commands.run(['apt-get', 'update']);
	await runOrFail(commands, `Cannot download ${name}`, words, { cwd: directory });
}
