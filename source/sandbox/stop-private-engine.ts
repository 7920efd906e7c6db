import type { EnginePaths } from './engine-paths.ts';
import { pingEngine, privateEnginePid } from './private-engine.ts';
import { outputOf, runOrFail } from './run-or-fail.ts';
import type { SandboxWorld } from './sandbox-world.ts';

/** Ends the dockerd on these paths with its containers, unmounts what it left, and removes its directories. */
export async function stopPrivateEngine(world: SandboxWorld, paths: EnginePaths): Promise<void> {
	const pid = await privateEnginePid(world, paths);
	if (pid !== undefined) {
		world.report('stopping the private Docker engine');
		await removeContainers(world, `unix://${paths.socket}`);
		const schedule = 'TERM/20/KILL/5';
		const command = ['start-stop-daemon', '--stop', '--pidfile', paths.pid, '--retry', schedule] as const;
		await runOrFail(world.commands, `Cannot stop the private Docker engine, process ${pid}`, command);
	}
	const directories = [paths.root, ...(paths.short === undefined ? [] : [paths.short])];
	for (const directory of directories) {
		await unmountBelow(world, directory);
		await world.files.remove(directory);
	}
}

/** With live-restore containers outlive their engine, and networks leave bridges: both go while it still answers. */
async function removeContainers(world: SandboxWorld, host: string): Promise<void> {
	if ((await pingEngine(world, host)) === undefined) return;
	const listed = await outputOf(world.commands, ['docker', '--host', host, 'ps', '--all', '--quiet']);
	const ids = (listed ?? '').split('\n').filter((id) => id !== '');
	if (ids.length > 0) await outputOf(world.commands, ['docker', '--host', host, 'rm', '--force', '--volumes', ...ids], { timeout: 60_000 });
	await outputOf(world.commands, ['docker', '--host', host, 'network', 'prune', '--force'], { timeout: 30_000 });
}

/** Deepest first; lazily, since a container's dying process may still hold one for a moment. */
async function unmountBelow({ commands, files }: SandboxWorld, directory: string): Promise<void> {
	const mounts = (await files.readText('/proc/self/mounts')) ?? '';
	const points = mounts.split('\n').map((line) => line.split(' ')[1] ?? '');
	const below = points.filter((point) => point.startsWith(`${directory}/`)).sort();
	for (const point of below.reverse()) await outputOf(commands, ['umount', '--lazy', point]);
}
