import type { Command } from '../../host/host.ts';
import { Failure } from '../../model/failure.ts';
import { isRunning, type Replica, type ServiceContainer } from '../../model/replica.ts';
import { liveReplicas, type ProjectSnapshot } from '../../model/snapshot.ts';
import { requireKnown } from '../../operations/checks.ts';
import { type AddCommand, parseCount } from '../command.ts';
import { findService } from '../find-service.ts';
import type { Session } from '../session.ts';

interface ShellOptions {
	readonly replica?: number;
	readonly service?: string;
}

/** `berth shell`: a shell, or one command, in a replica; its exit code is the command's. */
export const addShell: AddCommand = (program, run) => {
	program
		.command('shell')
		.description('open a shell in a replica or a service, or run a command there: `berth shell shop -- ls -l`')
		.argument('<project>')
		.argument('[command...]', 'what to run, after `--`; default: bash, or sh')
		.option('--replica <number>', 'which replica of the live berth; default: the first healthy one', parseCount)
		.option('--service <name>', 'in a data service in place of the app: postgres, redis')
		.action(run((session, name: string, words: readonly string[], options: ShellOptions) => runShell(session, name, words, options)));
};

async function runShell(session: Session, name: string, words: readonly string[], options: ShellOptions): Promise<number> {
	const { host, observe } = await session.server();
	const project = requireKnown(await observe({ only: name }), name);
	const { name: container } =
		options.service === undefined ? chosenReplica(project, options) : runningService(project, options.service, options);
	const [program, ...more] = words;
	if (program !== undefined) return host.terminal.run(execCommand(session, container, [program, ...more]));
	if (!session.context.isTerminal)
		throw new Failure({ kind: 'refused', what: 'A shell needs a terminal', next: `Name a command: \`berth shell ${name} -- ls\`` });
	return host.terminal.run(await host.terminal.shell(container));
}

/** A terminal is given only where there is one: otherwise the output could not be piped. */
function execCommand({ context }: Session, container: string, command: Command): Command {
	return ['docker', 'exec', '--interactive', ...(context.isTerminal ? ['--tty'] : []), container, ...command];
}

function runningService(project: ProjectSnapshot, name: string, { replica }: ShellOptions): ServiceContainer {
	const next = `\`berth shell ${project.name} --service ${name}\``;
	if (replica !== undefined) throw new Failure({ kind: 'refused', what: '--replica is the app’s and does not go with --service', next });
	const service = findService(project, name);
	if (isRunning(service.health)) return service;
	throw new Failure({
		kind: 'refused',
		what: `${service.name} does not run`,
		next: `\`berth logs ${project.name} --service ${name}\` shows its last lines`,
	});
}

function chosenReplica(project: ProjectSnapshot, { replica }: ShellOptions): Replica {
	const running = liveReplicas(project).filter(({ health }) => isRunning(health));
	const [first] = [...running.filter(({ health }) => health === 'healthy'), ...running];
	const chosen = replica === undefined ? first : running.find(({ index }) => index === replica);
	if (chosen !== undefined) return chosen;
	const there = running.map(({ index }) => index).join(', ');
	throw new Failure({
		kind: 'refused',
		what:
			replica === undefined || there === ''
				? `No replica of ${project.name} runs`
				: `There is no running replica ${replica} of ${project.name}`,
		next: there === '' ? `\`berth status ${project.name}\` says why` : `Running are ${there}`,
	});
}
