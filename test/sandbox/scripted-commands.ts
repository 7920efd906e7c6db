import type { Command, CommandResult, Commands } from '../../source/host/host.ts';

/** Commands that answer from a table: the first entry whose words begin the command line, with its output; all else fails. */
export function scriptedCommands(answers: Readonly<Record<string, string>>): Commands & { readonly asked: string[] } {
	const asked: string[] = [];
	return {
		asked,
		async run(command: Command): Promise<CommandResult> {
			const line = command.join(' ');
			asked.push(line);
			const found = Object.keys(answers).find((words) => line.startsWith(words));
			if (found === undefined) return { code: 1, stdout: '', stderr: `${line}: not found` };
			return { code: 0, stdout: `${answers[found]}\n`, stderr: '' };
		},
	};
}
