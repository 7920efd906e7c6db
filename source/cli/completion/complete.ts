import type { Argument, Command, Option } from 'commander';
import type { AddCommand } from '../command.ts';
import type { Session } from '../session.ts';

/** Hidden: prints what may follow on a command line, one word a line. The last word given is the one being typed. */
export const addComplete: AddCommand = (program, run) => {
	program
		.command('__complete', { hidden: true })
		.argument('[words...]')
		.allowUnknownOption()
		.helpOption(false)
		.action(
			run(async (session, words: readonly string[]) => {
				const candidates = await candidatesFor(session, program, words);
				const typed = words.at(-1) ?? '';
				const fitting = candidates.filter((word) => word.startsWith(typed));
				session.answer(fitting, { words: fitting });
				return 0;
			}),
		);
};

async function candidatesFor(session: Session, program: Command, words: readonly string[]): Promise<readonly string[]> {
	const { command, given } = findCommand(program, words.slice(0, -1));
	const typed = words.at(-1) ?? '';
	const option = optionBefore(command, words.at(-2));
	if (option !== undefined) return option.argChoices ?? [];
	if (typed.startsWith('-')) return optionsOf(command);
	if (command.commands.length > 0) return command.commands.map((child) => child.name()).filter((name) => !name.startsWith('__'));
	const argument = command.registeredArguments[given.length];
	return argument === undefined ? [] : valuesOf(session, argument, given);
}

/** The command that the words lead to, and its arguments among them. */
function findCommand(program: Command, words: readonly string[]): { readonly command: Command; readonly given: readonly string[] } {
	const [word, ...rest] = words;
	if (word === undefined) return { command: program, given: [] };
	if (word === '--root') return findCommand(program, rest.slice(1));
	const child = program.commands.find((command) => command.name() === word);
	if (child !== undefined) return findCommand(child, rest);
	return { command: program, given: words.filter((given) => !given.startsWith('-')) };
}

/** The option whose value is being typed. */
function optionBefore(command: Command, word: string | undefined): Option | undefined {
	const options = [...command.options, ...(command.parent?.options ?? [])];
	return word === undefined ? undefined : options.find((option) => option.required && (option.long === word || option.short === word));
}

function optionsOf(command: Command): readonly string[] {
	return [...command.options, ...(command.parent?.options ?? [])].flatMap(({ long }) => long ?? []).concat('--help');
}

async function valuesOf(session: Session, argument: Argument, given: readonly string[]): Promise<readonly string[]> {
	if (argument.argChoices !== undefined) return argument.argChoices;
	const { host, layout } = await session.server();
	if (argument.name() === 'version') {
		const { projectLayout } = await import('../../server/layout.ts');
		const { isProjectName, isVersion } = await import('../../model/names.ts');
		const [project = ''] = given;
		return isProjectName(project) ? (await host.files.list(projectLayout(layout, project).releases, 1000)).filter(isVersion) : [];
	}
	if (argument.name() === 'project') return (await host.files.list(layout.projects)).filter((name) => !name.startsWith('.'));
	if (argument.name() === 'operation') return (await host.files.list(layout.operations)).toReversed();
	return [];
}
