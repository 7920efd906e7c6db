import type { CliContext } from './context.ts';
import { defaultRoot, openSession } from './session.ts';
import { tellFailure } from './tell-failure.ts';

/** Runs one command line, or opens the console without one. Gives the exit code; every error is told, none is thrown. */
export async function runProgram(words: readonly string[], context: CliContext): Promise<number> {
	try {
		const special = specialWords(words);
		if (special === undefined) {
			const { runCommand } = await import('./run-command.ts');
			return await runCommand(words, context);
		}
		const session = openSession(context, { root: special.root ?? defaultRoot(context), json: false });
		if (special.operation === undefined) {
			const { openConsole } = await import('./open-console.ts');
			return await openConsole(session);
		}
		const { runStored } = await import('./run-stored.ts');
		return await runStored(session, special.operation);
	} catch (error) {
		return tellFailure(error, words.includes('--json'), context);
	}
}

/**
 * The console and a stored operation's runner start without the command parser, which would cost them their first milliseconds.
 * `undefined` for every other command line.
 */
function specialWords(words: readonly string[]): { readonly root?: string; readonly operation?: string } | undefined {
	const [first, second] = words;
	const rooted = first === '--root' && second !== undefined ? { root: second } : {};
	const [command, id, ...more] = rooted.root === undefined ? words : words.slice(2);
	if (command === undefined) return rooted;
	if (command !== 'run-operation' || id === undefined) return undefined;
	const root = more[0] === '--root' && more[1] !== undefined ? { root: more[1] } : rooted;
	return { ...root, operation: id };
}
