import { createCommands } from '../../../source/host/commands.ts';
import { dockerCommand, type SandboxEngine } from '../../../source/sandbox/engine.ts';

const commands = createCommands();

/** The trimmed output of a `docker` command; throws with Docker's words if it fails. */
export async function docker(engine: SandboxEngine, ...words: string[]): Promise<string> {
	const { code, stdout, stderr } = await commands.run(dockerCommand(engine, ...words), { timeout: 120_000 });
	if (code !== 0) throw new Error(`docker ${words.slice(0, 2).join(' ')} ended with ${code}: ${stderr.trim()}`);
	return stdout.trim();
}

/** Its output, a line each; none for no output. */
export async function dockerLines(engine: SandboxEngine, ...words: string[]): Promise<readonly string[]> {
	const text = await docker(engine, ...words);
	return text === '' ? [] : text.split('\n');
}
