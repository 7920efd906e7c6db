import { Failure } from '../model/failure.ts';
import type { Command, Docker } from './host.ts';

/** Milliseconds that a container may take to say which shells it has. */
const patience = 5000;

/**
 * The command that opens a shell in a container. The container is asked for its shells first: what the command itself says
 * when there is none is gone with the terminal.
 */
export async function shellCommand(docker: Pick<Docker, 'exec'>, container: string): Promise<Command> {
	return ['docker', 'exec', '--interactive', '--tty', container, await findShell(docker, container)];
}

async function findShell(docker: Pick<Docker, 'exec'>, container: string): Promise<string> {
	try {
		const { code, stdout } = await docker.exec(container, ['sh', '-c', 'command -v bash || command -v sh'], patience);
		if (code !== 0) throw noShell(container);
		return stdout.includes('bash') ? 'bash' : 'sh';
	} catch (error) {
		// The engine starts nothing that is not there, and calls it a refusal.
		const isMissing = error instanceof Failure && /executable file not found|no such file or directory/i.test(error.why ?? '');
		throw isMissing ? noShell(container) : error;
	}
}

function noShell(container: string): Failure {
	return new Failure({
		kind: 'refused',
		what: `There is no shell in ${container}`,
		why: 'its image has neither bash nor sh',
		next: `Look at it from outside: docker top ${container}, docker logs ${container}`,
	});
}
