import type { CliContext, Surroundings } from './context.ts';
import { openOutput } from './open-output.ts';
import { defaultRoot, openSession } from './session.ts';
import { tellFailure } from './tell-failure.ts';

/** Runs one command line, or opens the console without one. Gives the exit code; every error is told, none is thrown. */
export async function runProgram(words: readonly string[], surroundings: Surroundings): Promise<number> {
	const context: CliContext = { ...surroundings, ...openOutput(surroundings) };
	try {
		const root = rootForConsole(words);
		if (root === undefined) {
			const { runCommand } = await import('./run-command.ts');
			return await runCommand(words, context);
		}
		const { openConsole } = await import('./open-console.ts');
		return await openConsole(openSession(context, { root: root || defaultRoot(context), json: false }));
	} catch (error) {
		return tellFailure(error, words.includes('--json'), context);
	}
}

/** The console starts without the command parser, which would cost it its first milliseconds: its root, empty for the usual one. */
function rootForConsole([first, second, ...more]: readonly string[]): string | undefined {
	if (first === undefined) return '';
	if (first.startsWith('--root=') && second === undefined) return first.slice('--root='.length);
	return first === '--root' && more.length === 0 ? second : undefined;
}
