import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Options } from 'execa';
import { Failure } from '../model/failure.ts';
import { errnoOf } from './errno.ts';
import type { Command, CommandResult, Commands, RunOptions } from './host.ts';
import { killGroup, killGroupAtExit, startedBy } from './process-group.ts';

/** From SIGTERM to SIGKILL, ms. */
const killAfter = 2000;

/** What of execa's result is used. */
interface Ended {
	readonly exitCode?: number | undefined;
	readonly signal?: string | undefined;
	readonly stdout?: unknown;
	readonly stderr?: unknown;
	readonly originalMessage?: string | undefined;
	readonly cause?: unknown;
}

/** Programs of this machine, in an environment of which they see nothing else; without one, in that of this process. */
export function createCommands(environment: Readonly<Record<string, string>> | typeof process.env = process.env): Commands {
	return { run: (command, options = {}) => run(command, options, { ...environment, ...startedBy(process.pid), ...options.env }) };
}

async function run(command: Command, options: RunOptions, env: NodeJS.ProcessEnv): Promise<CommandResult> {
	// Loaded here: it costs more than the first frame may.
	const { execa } = await import('execa');
	const { timeout, signal } = options;
	if (signal?.aborted) throw cancelled(command, signal);
	const [program, ...words] = command;
	const child = execa(program, words, execaOptions(options, env));
	const limit = timeout === undefined ? undefined : AbortSignal.timeout(timeout);
	const release = killOn([signal, limit], child.pid);
	const result = await child.finally(release);
	if (signal?.aborted) throw cancelled(command, signal);
	if (limit?.aborted) throw timedOut(command, timeout ?? 0, result);
	return resultOf(command, result);
}

function execaOptions({ cwd, input, onLine }: RunOptions, env: NodeJS.ProcessEnv) {
	const tell = onLine && { stdout: ['pipe', tellLines(onLine)] as const, stderr: ['pipe', tellLines(onLine)] as const };
	return {
		reject: false,
		// A process group of its own: what the command starts can be killed with it, and Ctrl-C in the terminal does not reach it.
		detached: true,
		extendEnv: false,
		env,
		...(cwd !== undefined && { cwd }),
		...(input === undefined ? { stdin: 'ignore' as const } : { input }),
		...tell,
	} satisfies Options;
}

function tellLines(onLine: (line: string) => void) {
	return function* (line: unknown) {
		onLine(String(line).replace(/\r+$/, ''));
		yield line;
	};
}

/** Kills the group when one of the signals aborts, or when Berth itself ends. Gives the way to call that off. */
function killOn(signals: readonly (AbortSignal | undefined)[], pid: number | undefined): () => void {
	if (pid === undefined) return () => {};
	const over = new AbortController();
	const keep = killGroupAtExit(pid);
	const kill = async () => {
		killGroup(pid, 'SIGTERM');
		await wait(killAfter, undefined, { signal: over.signal }).catch(() => {});
		killGroup(pid, 'SIGKILL');
	};
	for (const signal of signals) signal?.addEventListener('abort', kill, { once: true, signal: over.signal });
	return () => {
		keep();
		over.abort();
	};
}

function resultOf(command: Command, result: Ended): CommandResult {
	const stdout = textOf(result.stdout);
	const stderr = textOf(result.stderr);
	if (result.exitCode !== undefined) return { code: result.exitCode, stdout, stderr };
	if (result.signal !== undefined) {
		throw new Failure({ kind: 'external', what: `${nameOf(command)} was killed by ${result.signal}`, output: lastLines(result) });
	}
	throw notStarted(command, result);
}

function notStarted(command: Command, result: Ended): Failure {
	const [program] = command;
	const isMissing = errnoOf(result.cause) === 'ENOENT';
	return new Failure(
		{
			kind: 'external',
			what: `Berth could not run ${program}`,
			why: result.originalMessage ?? 'The system did not start it',
			next: isMissing ? `Install ${program}, or add its directory to PATH` : `Try it by hand: ${program} --version`,
		},
		{ cause: result.cause },
	);
}

function timedOut(command: Command, timeout: number, result: Ended): Failure {
	return new Failure({
		kind: 'external',
		what: `${nameOf(command)} did not end within ${timeout / 1000} s`,
		why: 'Berth killed it and what it had started',
		output: lastLines(result),
	});
}

function cancelled(command: Command, signal: AbortSignal): Failure {
	if (signal.reason instanceof Failure) return signal.reason;
	return new Failure({ kind: 'cancelled', what: `${nameOf(command)} was cancelled` }, { cause: signal.reason });
}

/** Program and first word: enough to know it again, and never a value. */
function nameOf([program, word = '-']: Command): string {
	return word.startsWith('-') ? basename(program) : `${basename(program)} ${word}`;
}

/** The last lines a command printed, for a failure. */
export function lastLines(result: { readonly stdout?: unknown; readonly stderr?: unknown }, count = 20): readonly string[] {
	const lines = `${textOf(result.stdout)}\n${textOf(result.stderr)}`.split(/\r*\n/).filter((line) => line.trim() !== '');
	return lines.slice(-count);
}

function textOf(output: unknown): string {
	return typeof output === 'string' ? output : '';
}
