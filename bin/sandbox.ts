import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openOutput } from '../source/cli/open-output.ts';
import { systemClock } from '../source/host/clock.ts';
import { createCommands } from '../source/host/commands.ts';
import { systemFiles } from '../source/host/files.ts';
import { systemLocks } from '../source/host/locks.ts';
import { createNetwork } from '../source/host/network.ts';
import { createProgress } from '../source/sandbox/program/progress.ts';
import { runSandbox } from '../source/sandbox/program/run-sandbox.ts';
import { placeOf } from '../source/sandbox/program/sandbox-place.ts';
import { openTerminal } from './terminal.ts';

// `npm run sandbox`: a whole server to try Berth on. Run by Node as it is, without a bundle.
const place = placeOf(join(import.meta.dirname, '..'));
const terminal = openTerminal();
const isTerminal = process.stdout.isTTY === true;
const write = (text: string) => void process.stdout.write(text);
const end = new AbortController();
let interrupt = () => end.abort();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt());

process.exitCode = await runSandbox(process.argv.slice(2), {
	...terminal,
	...openOutput(terminal),
	place,
	platform: process.platform,
	clock: systemClock,
	commands: createCommands(),
	files: systemFiles,
	locks: systemLocks,
	network: createNetwork(),
	signal: end.signal,
	progress: createProgress(
		{ write, isTerminal, hasColor: isTerminal && !process.env.NO_COLOR, columns: () => process.stdout.columns ?? 80 },
		systemClock,
	),
	/** The console has the terminal, and its ctrl-C, to itself. */
	async openConsole(root) {
		interrupt = () => undefined;
		const child = spawn(process.execPath, [place.program], { stdio: 'inherit', env: { ...process.env, BERTH_ROOT: root } });
		const [code] = (await once(child, 'exit')) as [number | null];
		interrupt = () => end.abort();
		return code ?? 1;
	},
});
