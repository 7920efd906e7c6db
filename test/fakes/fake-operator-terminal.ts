import type { Command, OperatorTerminal } from '../../source/host/host.ts';
import type { Failure } from '../../source/model/failure.ts';
import { Secret } from '../../source/model/secret.ts';

/** A terminal that remembers what was run and copied at it. */
export class FakeOperatorTerminal implements OperatorTerminal {
	readonly ran: Command[] = [];
	readonly copied: string[] = [];
	/** Exit code of the next commands. */
	code = 0;
	/** What asking for a shell throws. */
	refusal: Failure | undefined;

	async shell(container: string): Promise<Command> {
		if (this.refusal !== undefined) throw this.refusal;
		return ['docker', 'exec', '--interactive', '--tty', container, 'sh'];
	}

	async run(command: Command): Promise<number> {
		this.ran.push(command);
		return this.code;
	}

	async copy(text: string | Secret): Promise<'terminal'> {
		this.copied.push(text instanceof Secret ? text.reveal() : text);
		return 'terminal';
	}
}
