import { randomBytes } from 'node:crypto';
import { accessSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../model/failure.ts';
import { errnoOf, messageOf } from './errno.ts';
import type { Commands, Processes } from './host.ts';
import { birthOf, isAlive } from './is-alive.ts';
import { killStartedBy } from './process-group.ts';
import { startChild, startUnit } from './start-detached.ts';

export interface ProcessesOptions {
	/** What a runner sees of the environment; default: all that this process has. */
	readonly env?: NodeJS.ProcessEnv;
	/** How a runner is started, without its arguments; default: the program of that name beside this one. */
	readonly runner?: readonly [string, ...string[]];
	/** There only where systemd is the init. */
	readonly systemd?: string;
}

/** Processes of this machine. */
export function createProcesses(commands: Commands, options: ProcessesOptions = {}): Processes {
	const systemd = options.systemd ?? '/run/systemd/system';
	return {
		pid: process.pid,
		async startRunner(words, logPath) {
			const runner = options.runner ?? runnerProgram();
			const command = [...runner, ...words] as const;
			// What is detached is nobody's orphan.
			const env = { ...(options.env ?? process.env), BERTH_STARTED_BY: undefined, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE };
			const unit = hasSystemd(systemd) ? await startUnit(commands, command, unitName(words), logPath, env) : undefined;
			return unit ?? startChild(command, logPath, env);
		},
		program: () => beside('berth'),
		birth: () => birthOf(process.pid) ?? '',
		isAlive,
		terminate: (pid, birth) => isAlive(pid, birth) && sendTerm(pid),
		endOrphans(pid, birth) {
			if (!isAlive(pid, birth)) killStartedBy(pid);
		},
		onTerminate,
	};
}

function runnerProgram(): readonly [string, ...string[]] {
	return [process.execPath, beside('run-operation.cjs')];
}

/** A file that was installed beside this program. */
function beside(name: string): string {
	return join(dirname(realpathSync(process.argv[1] ?? '')), name);
}

function unitName(words: readonly string[]): string {
	const readable = words
		.join('-')
		.replace(/[^a-zA-Z0-9-]+/g, '-')
		.slice(0, 60);
	return `berth-${readable}-${randomBytes(3).toString('hex')}`;
}

/** A system unit needs root; without it systemd would ask for a password. */
function hasSystemd(path: string): boolean {
	if (process.getuid?.() !== 0) return false;
	try {
		accessSync(path);
		return true;
	} catch {
		return false;
	}
}

function sendTerm(pid: number): boolean {
	try {
		process.kill(pid, 'SIGTERM');
		return true;
	} catch (error) {
		if (errnoOf(error) === 'ESRCH') return false;
		throw new Failure(
			{
				kind: 'refused',
				what: `Berth may not stop process ${pid}`,
				why: messageOf(error),
				next: 'Run Berth as root or as the user who started it',
			},
			{ cause: error },
		);
	}
}

function onTerminate(callback: () => void): () => void {
	// The terminal that started a runner may close: SIGHUP must not end it.
	const ignore = () => {};
	process.on('SIGTERM', callback).on('SIGINT', callback).on('SIGHUP', ignore);
	return () => process.off('SIGTERM', callback).off('SIGINT', callback).off('SIGHUP', ignore);
}
