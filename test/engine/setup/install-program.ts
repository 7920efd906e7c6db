import { createCommands } from '../../../source/host/commands.ts';
import { installPackages, requireRoot } from '../../../source/sandbox/debian-machine.ts';
import { outputOf } from '../../../source/sandbox/run-or-fail.ts';

const commands = createCommands();

/** Makes sure of a program whose package needs others; one that stands by itself is better unpacked. */
export async function installProgram(program: string, name = program): Promise<void> {
	if ((await outputOf(commands, ['which', program])) !== undefined) return;
	await requireRoot(commands, `the tests need ${program}, and only root can install ${name}`);
	await installPackages(commands, [name], (line) => console.log(line));
}
