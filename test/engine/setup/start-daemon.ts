import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

/** A program of the tests that goes on until it is ended. */
export interface Daemon {
	/** Resolves once it is gone. */
	end(): Promise<void>;
}

/** Starts it with its words going to a file; the kernel ends it with this process, however that ends. */
export function startDaemon(command: readonly string[], log: string, options: DaemonOptions): Daemon {
	const output = openSync(log, 'a');
	const env = { ...process.env, ...options.env };
	const child: ChildProcess = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
		cwd: options.cwd,
		env,
		stdio: ['ignore', output, output],
	});
	closeSync(output);
	const gone = once(child, 'exit');
	return {
		async end() {
			child.kill('SIGKILL');
			await gone;
		},
	};
}

interface DaemonOptions {
	readonly cwd: string;
	readonly env?: Readonly<Record<string, string>>;
}
