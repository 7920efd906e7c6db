import { printableLine } from '../model/printable-text.ts';
import { copyText } from './clipboard.ts';
import { createCommands } from './commands.ts';
import { shellCommand } from './container-shell.ts';
import type { Docker, OperatorTerminal } from './host.ts';
import { runInTerminal } from './run-in-terminal.ts';

export interface TerminalOptions {
	/** What a command that is run sees of the environment; default: all that this process has. */
	readonly env?: NodeJS.ProcessEnv;
}

/** The terminal that this process was started at. */
export function createOperatorTerminal(docker: Pick<Docker, 'exec'>, { env = process.env }: TerminalOptions = {}): OperatorTerminal {
	return {
		shell: (container) => shellCommand(docker, container),
		run(command, notice) {
			if (notice !== undefined) process.stdout.write(`${printableLine(notice)}\n`);
			return runInTerminal(command, env);
		},
		// Between two frames: it moves no cursor and draws nothing.
		copy: (text) => copyText(text, process.env, { run: createCommands().run, write: (sequence) => process.stdout.write(sequence) }),
	};
}
