import { readFile } from 'node:fs/promises';
import { type Readable, Transform } from 'node:stream';
import { text } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import type { Exec } from 'dockerode';
import { Failure } from '../model/failure.ts';
import type { Engine } from './engine.ts';
import type { Command, CommandResult } from './host.ts';

/** The most that a command may print, bytes: programs of containers are not ours, and what they print is kept in memory. */
const longestOutput = 4 * 1024 * 1024;

/** Runs a command in a running container. After `timeout` ms it is killed, as far as this machine can see its process. */
export async function execInContainer(engine: Engine, id: string, command: Command, timeout: number): Promise<CommandResult> {
	const what = `run ${command[0]} in container ${id}`;
	const created = await engine.ask(what, (docker, abortSignal) =>
		docker.getContainer(id).exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true, abortSignal }),
	);
	// Hijacked: only so the engine tells standard output and error apart until the very end.
	const stream = await engine.ask(what, () => created.start({ hijack: true, stdin: false }));
	const late = AbortSignal.timeout(timeout);
	const full = new AbortController();
	const over = AbortSignal.any([late, full.signal]);
	over.addEventListener('abort', () => stream.destroy(), { once: true });
	try {
		const output = await outputOf(created, stream, () => full.abort());
		if (late.aborted) throw await timedOut(created, command, id, timeout);
		const ended = await engine.ask(what, () => created.inspect());
		return { code: ended.ExitCode ?? 0, ...output };
	} catch (error) {
		if (late.aborted) throw await timedOut(created, command, id, timeout);
		throw full.signal.aborted ? await tooLong(created, command, id) : engine.failure(what, error);
	} finally {
		stream.destroy();
	}
}

async function outputOf(
	created: Exec,
	stream: Readable,
	onFull: () => void,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
	let length = 0;
	const counted = () =>
		new Transform({
			transform(bytes: Buffer, _encoding, done) {
				length += bytes.length;
				if (length > longestOutput) onFull();
				done(null, bytes);
			},
		});
	const [out, err] = [counted(), counted()];
	const read = Promise.all([text(out), text(err)]);
	created.modem.demuxStream(stream, out, err);
	await finished(stream, { writable: false }).finally(() => {
		out.end();
		err.end();
	});
	const [stdout, stderr] = await read;
	return { stdout, stderr };
}

async function tooLong(created: Exec, command: Command, id: string): Promise<Failure> {
	await killExec(created).catch(() => {});
	return new Failure({
		kind: 'external',
		what: `\`${command.join(' ')}\`, run in container ${id}, printed more than ${longestOutput / 1024 / 1024} MiB and was ended`,
		next: 'That program is not what its name says: look what it is',
	});
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
