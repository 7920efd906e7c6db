import type { Command, CommandResult, Commands, RunOptions } from '../host/host.ts';
import { Failure } from '../model/failure.ts';

const keptLines = 15;

/** Runs a command that must end with code 0; else an `external` failure that begins with `what` and carries its last lines. */
export async function runOrFail(commands: Commands, what: string, command: Command, options?: RunOptions): Promise<CommandResult> {
	const result = await commands.run(command, options);
	if (result.code === 0) return result;
	throw new Failure({
		kind: 'external',
		what,
		why: `\`${command.slice(0, 3).join(' ')}\` ended with code ${result.code}`,
		output: lastLines(`${result.stdout}\n${result.stderr}`),
	});
}

/** The command's standard output, trimmed; `undefined` if it cannot start, fails or takes longer than `timeout` ms. */
export async function outputOf(commands: Commands, command: Command, options?: RunOptions): Promise<string | undefined> {
	try {
		const result = await commands.run(command, { timeout: 5000, ...options });
		return result.code === 0 ? result.stdout.trim() : undefined;
	} catch {
		return undefined;
	}
}

/** The last lines of a text that are not empty. */
export function lastLines(text: string): readonly string[] {
	return text
		.split('\n')
		.filter((line) => line.trim() !== '')
		.slice(-keptLines);
}
