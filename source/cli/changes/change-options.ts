import type { Command } from 'commander';
import { parseTime } from '../command.ts';

/** What every changing command can be told. */
export interface ChangeOptions {
	readonly plan?: true;
	readonly yes?: true;
	/** Milliseconds. */
	readonly wait?: number;
	readonly detach?: true;
}

/** Adds the options that all changing commands share. */
export function withChangeOptions(command: Command): Command {
	return command
		.option('--plan', 'show what would be done, and change nothing')
		.option('--yes', 'do not ask')
		.option('--wait <time>', 'wait so long (90s, 5m) while another operation has the project', parseTime)
		.option('--detach', 'start it, print its id and return');
}
