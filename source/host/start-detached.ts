import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { Failure } from '../model/failure.ts';
import { messageOf } from './errno.ts';
import { fileFailure } from './file-failure.ts';
import type { Commands } from './host.ts';
import { transientUnit } from './transient-unit.ts';

/** The pid of a transient unit (0 if it has ended already), or `undefined` where systemd does not give one. */
export async function startUnit(
	commands: Commands,
	command: readonly [string, ...string[]],
	unit: string,
	logPath: string,
	env: NodeJS.ProcessEnv,
): Promise<number | undefined> {
	try {
		const started = await commands.run(transientUnit(command, unit, logPath, process.cwd(), env), { timeout: 10_000 });
		if (started.code !== 0) return undefined;
		const shown = await commands.run(['systemctl', 'show', '--property=MainPID', '--value', `${unit}.service`], { timeout: 10_000 });
		return Number(shown.stdout) || 0;
	} catch (error) {
		if (error instanceof Failure) return undefined;
		throw error;
	}
}

/** Raw descriptors and a session of its own: neither our end nor the terminal's touches it. */
export async function startChild(command: readonly [string, ...string[]], logPath: string, env: NodeJS.ProcessEnv): Promise<number> {
	const log = openLog(logPath);
	try {
		const [program, ...words] = command;
		const child = spawn(program, words, { detached: true, stdio: ['ignore', log, log], env });
		await new Promise<void>((resolve, reject) => {
			child.once('spawn', resolve);
			child.once('error', reject);
		});
		child.unref();
		return child.pid ?? 0;
	} catch (error) {
		throw new Failure({ kind: 'external', what: 'Berth could not start its runner', why: messageOf(error) }, { cause: error });
	} finally {
		closeSync(log);
	}
}

function openLog(path: string): number {
	try {
		return openSync(path, 'a', 0o600);
	} catch (error) {
		throw fileFailure('write', path, error);
	}
}
