import { join } from 'node:path';
import { Failure } from '../model/failure.ts';
import { installPackages, observeDebianMachine, requireRoot } from './debian-machine.ts';
import type { EnginePaths } from './engine-paths.ts';
import { lastLines, outputOf, runOrFail } from './run-or-fail.ts';
import type { SandboxWorld } from './sandbox-world.ts';

/** As long as systemd waits for a service: after a kill, dockerd first ends the containers that outlived it. */
const startLimit = 90_000;
/** After a kill, dockerd may take its dead containerd for a running one, waits 15 s for it and ends; systemd would start it again. */
const mostStarts = 3;
const programs = ['dockerd', 'docker', 'iptables', 'ip', 'start-stop-daemon'] as const;

/** Starts a dockerd of our own, detached, and waits until it answers; a `Failure` carries the end of its log. */
export async function startPrivateEngine(world: SandboxWorld, paths: EnginePaths, liveRestore: boolean): Promise<void> {
	await requireRoot(world.commands, 'no Docker engine answers, and only root can start one');
	await installEngine(world);
	const { commands, files, report } = world;
	report('starting a private Docker engine, usually some seconds');
	for (const path of [paths.data, paths.exec]) await files.makeDirectory(path, 0o711);
	await forgetContainerd(world, paths);
	const program = (await outputOf(commands, ['which', 'dockerd'])) ?? '/usr/sbin/dockerd';
	const command = [
		'start-stop-daemon',
		// The file is not dockerd's own: that one refuses to start if its number has meanwhile gone to somebody else.
		...['--start', '--background', '--output', paths.log, '--make-pidfile', '--pidfile', paths.pid, '--exec', program, '--'],
		...['--data-root', paths.data, '--exec-root', paths.exec, '--host', `unix://${paths.socket}`, '--pidfile='],
		...['--containerd-namespace', paths.namespace, '--containerd-plugins-namespace', `${paths.namespace}-plugins`],
		// Published ports outlive the engine only if the kernel forwards them: the engine's own forwarders die with it.
		...(liveRestore ? ['--live-restore', '--userland-proxy=false'] : []),
	] as const;
	const start = () => runOrFail(commands, 'Cannot start a private Docker engine', command);
	await start();
	await awaitEngine(world, paths, start);
}

/** The pid of the dockerd that runs on exactly these paths, or `undefined`; a stale pid file counts as none. */
export async function privateEnginePid({ files }: SandboxWorld, paths: EnginePaths): Promise<number | undefined> {
	const pid = Number((await files.readText(paths.pid))?.trim());
	return (await wordsOf(files, pid)).includes(paths.data) ? pid : undefined;
}

/** What a process was started with; nothing if there is none of that number. */
async function wordsOf(files: SandboxWorld['files'], pid: number): Promise<readonly string[]> {
	if (!Number.isInteger(pid) || pid <= 0) return [];
	return (await files.readText(`/proc/${pid}/cmdline`))?.split('\0') ?? [];
}

/** dockerd waits in vain for a containerd of long ago if its number has meanwhile gone to somebody else, say after a reboot. */
async function forgetContainerd({ files }: SandboxWorld, { exec }: EnginePaths): Promise<void> {
	const path = join(exec, 'containerd', 'containerd.pid');
	const pid = await files.readText(path);
	if (pid === undefined) return;
	const words = await wordsOf(files, Number(pid.trim()));
	if (!words.some((word) => word.startsWith(`${exec}/`))) await files.remove(path);
}

/** The engine's version if one answers at `host`. */
export function pingEngine(world: SandboxWorld, host: string): Promise<string | undefined> {
	return outputOf(world.commands, ['docker', '--host', host, 'version', '--format', '{{.Server.Version}}']);
}

/** Starts it again when it ends before it answers, but not for ever. */
async function awaitEngine(world: SandboxWorld, paths: EnginePaths, start: () => Promise<unknown>): Promise<void> {
	const limit = world.clock.now() + startLimit;
	let starts = 1;
	while ((await pingEngine(world, `unix://${paths.socket}`)) === undefined) {
		const isRunning = (await privateEnginePid(world, paths)) !== undefined;
		if (isRunning && world.clock.now() > limit) {
			throw await noAnswer(world, paths, `dockerd was started ${startLimit / 1000} s ago and its socket ${paths.socket} is silent`);
		}
		if (!isRunning) {
			if (starts === mostStarts) throw await noAnswer(world, paths, `dockerd was started ${starts} times and ended each time`);
			world.report('the private Docker engine ended before it answered: starting it again');
			await start();
			starts += 1;
		}
		await world.clock.sleep(200);
	}
}

async function noAnswer({ files }: SandboxWorld, paths: EnginePaths, why: string): Promise<Failure> {
	return new Failure({
		kind: 'external',
		what: 'The private Docker engine does not answer',
		why,
		next: `Read ${paths.log}. A container without the privileges to run Docker cannot run the sandbox.`,
		output: lastLines((await files.readText(paths.log)) ?? ''),
	});
}

async function installEngine(world: SandboxWorld): Promise<void> {
	const { commands, files, report } = world;
	const paths = await Promise.all(programs.map((program) => outputOf(commands, ['which', program])));
	const missing = programs.filter((_, index) => paths[index] === undefined);
	if (missing.length === 0) return;
	if ((await observeDebianMachine(commands, files)) === undefined) {
		throw new Failure({
			kind: 'refused',
			what: 'No Docker engine answers and none can be installed here',
			why: `${missing.join(', ')} not found, and this is no Debian or Ubuntu`,
			next: 'Install Docker and start it, then run this again.',
		});
	}
	await withoutSystemEngine(world, () => installPackages(commands, ['docker.io', 'iptables', 'iproute2'], report));
	// From Debian 13 on the client is a package of its own.
	if ((await outputOf(commands, ['which', 'docker'])) === undefined) await installPackages(commands, ['docker-cli'], report);
}

/** Keeps systemd from starting the distribution's engine while its package is installed: two engines would share one bridge. */
async function withoutSystemEngine({ commands, files }: SandboxWorld, install: () => Promise<void>): Promise<void> {
	const units = ['docker.service', 'docker.socket'] as const;
	const hasSystemd = (await files.stat('/run/systemd/system')) !== undefined;
	if (hasSystemd) await outputOf(commands, ['systemctl', 'mask', '--runtime', ...units]);
	try {
		await install();
	} finally {
		if (hasSystemd) await outputOf(commands, ['systemctl', 'unmask', '--runtime', ...units]);
	}
}
