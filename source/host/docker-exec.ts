import { readFile } from 'node:fs/promises';
import { PassThrough, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import type { Exec } from 'dockerode';
import { Failure } from '../model/failure.ts';
import type { Engine } from './engine.ts';
import type { Command, CommandResult } from './host.ts';

/** Runs a command in a running container. After `timeout` ms it is killed, as far as this machine can see its process. */
export async function execInContainer(engine: Engine, id: string, command: Command, timeout: number): Promise<CommandResult> {
	const what = `run ${command[0]} in container ${id}`;
	const created = await engine.ask(what, (docker, abortSignal) =>
		docker.getContainer(id).exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true, abortSignal }),
	);
	// Hijacked: only so the engine tells standard output and error apart until the very end.
	const stream = await engine.ask(what, () => created.start({ hijack: true, stdin: false }));
	const late = AbortSignal.timeout(timeout);
	late.addEventListener('abort', () => stream.destroy(), { once: true });
	try {
		const output = await outputOf(created, stream);
		if (late.aborted) throw await timedOut(created, command, id, timeout);
		const ended = await engine.ask(what, () => created.inspect());
		return { code: ended.ExitCode ?? 0, ...output };
	} catch (error) {
		throw late.aborted ? await timedOut(created, command, id, timeout) : engine.failure(what, error);
	} finally {
		stream.destroy();
	}
}

async function outputOf(created: Exec, stream: Readable): Promise<{ readonly stdout: string; readonly stderr: string }> {
	const out = new PassThrough();
	const err = new PassThrough();
	const read = Promise.all([text(out), text(err)]);
	created.modem.demuxStream(stream, out, err);
	await finished(stream, { writable: false }).finally(() => {
		out.end();
		err.end();
	});
	const [stdout, stderr] = await read;
	return { stdout, stderr };
}

/** The engine has no way to end an exec: its process is killed here, if it is this machine's. */
async function timedOut(created: Exec, command: Command, id: string, timeout: number): Promise<Failure> {
	await killExec(created).catch(() => {});
	return new Failure({
		kind: 'external',
		what: `\`${command.join(' ')}\`, run in container ${id}, did not end within ${timeout / 1000} s`,
		next: `Look at it: docker top ${id}`,
	});
}

async function killExec(created: Exec): Promise<void> {
	const { Running, Pid, ContainerID } = await created.inspect();
	if (!Running || Pid <= 0) return;
	// An engine elsewhere counts processes of its own: the number alone may mean anybody here.
	const cgroup = await readFile(`/proc/${Pid}/cgroup`, 'utf8');
	if (cgroup.includes(ContainerID)) process.kill(Pid, 'SIGKILL');
}
