import { type Command, InvalidArgumentError, Option } from 'commander';
import { type BerthName, maxReplicas } from '../../model/berth.ts';
import { type LogRange, type LogSource, logSources } from '../../watch/logs/log-entry.ts';
import { parseTime } from '../command.ts';

/** Options of `berth logs` as they were given. */
export interface LogChoices {
	readonly follow?: true;
	readonly tail?: number;
	/** Milliseconds ago, or epoch ms. */
	readonly since?: Since;
	readonly errors?: true;
	readonly grep?: string;
	readonly invert?: true;
	readonly replica?: number;
	readonly berth?: BerthName;
	readonly service?: string;
	readonly source: LogSource;
	readonly times?: true;
}

export type Since = { readonly ago: number } | { readonly at: number };

/** Lines shown where nothing says how many. */
const shown = 100;

/** Lines of each replica or file looked through where only some are shown and nothing says how far back. */
export const searched = 10_000;

/** Adds them to the command. */
export function addLogOptions(command: Command): Command {
	return command
		.option('-f, --follow', 'go on with what comes, until ctrl-C')
		.option('--tail <count>', `the last lines of each replica or file (default ${shown}; with --since all)`, parseLines)
		.option('--since <time>', 'lines from then on: 90s, 10m, 2h ago, or 2026-03-01T14:00', parseSince)
		.option('--errors', 'only errors: by level or words, 5xx in the access log')
		.option('--grep <text>', 'only lines with that text; case does not count')
		.option('--invert', 'with --grep: only lines without it')
		.option('--replica <number>', 'only that replica', parseReplica)
		.addOption(new Option('--berth <name>', 'only that berth, also where it has stopped').choices(['blue', 'green']))
		.option('--service <name>', 'a data service in place of the app: postgres, redis')
		.addOption(
			new Option(
				'--source <name>',
				'app: its replicas; access, error: nginx’s logs of its site; files: those in logs/backend; failed: of replicas that failed and are gone',
			)
				.choices([...logSources])
				.default('app'),
		)
		.option('--times', 'each line with its time (UTC)');
}

/** The part of the logs that the options name. */
export function rangeOf({ tail, since, errors, grep }: LogChoices, now: number): LogRange {
	const from = since && ('at' in since ? since.at : now - since.ago);
	const isFiltered = errors === true || grep !== undefined;
	const count = tail ?? (from === undefined ? (isFiltered ? searched : shown) : undefined);
	return { ...(count !== undefined && { tail: count }), ...(from !== undefined && { since: from }) };
}

/** True where lines further back were not looked at, although nobody said so. */
export function isShortSearch({ tail, since, errors, grep }: LogChoices): boolean {
	return tail === undefined && since === undefined && (errors === true || grep !== undefined);
}

function parseLines(text: string): number {
	if (/^\d{1,9}$/.test(text)) return Number(text);
	throw new InvalidArgumentError('Use a whole number.');
}

function parseReplica(text: string): number {
	const value = Number(text);
	if (/^\d+$/.test(text) && value >= 1 && value <= maxReplicas) return value;
	throw new InvalidArgumentError(`Use the number of a replica, 1 to ${maxReplicas}.`);
}

function parseSince(text: string): Since {
	if (/^\d+(\.\d+)?(ms|s|m|h)$/.test(text)) return { ago: parseTime(text) };
	const days = /^(\d+)d$/.exec(text)?.[1];
	if (days !== undefined) return { ago: Number(days) * 24 * 3_600_000 };
	// Without a zone a time is UTC, as Berth prints it.
	const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(withZone(text.replace(' ', 'T'))) : Number.NaN;
	if (Number.isFinite(at)) return { at };
	throw new InvalidArgumentError('Use a time ago, like 90s, 10m, 2h or 3d, or a time, like 2026-03-01T14:00 (UTC).');
}

function withZone(text: string): string {
	return !text.includes('T') || /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`;
}
