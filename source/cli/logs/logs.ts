import { Failure } from '../../model/failure.ts';
import { printableJson } from '../../model/printable-text.ts';
import type { ProjectSnapshot, Snapshot } from '../../model/snapshot.ts';
import { requireKnown } from '../../operations/checks.ts';
import { followLines } from '../../watch/logs/follow-lines.ts';
import type { LogEntry, LogOrigin, LogQuery } from '../../watch/logs/log-entry.ts';
import { mergeByTime } from '../../watch/logs/merge-by-time.ts';
import { openOrigin } from '../../watch/logs/open-origin.ts';
import type { AddCommand } from '../command.ts';
import type { Server } from '../context.ts';
import { findService } from '../find-service.ts';
import type { Session } from '../session.ts';
import { addLogOptions, isShortSearch, type LogChoices, rangeOf, searched } from './log-options.ts';
import { createLogPrinter, type LogPrinter } from './log-printer.ts';

/** `berth logs`: lines of all replicas of a project, of its site and of its files, merged by time. */
export const addLogs: AddCommand = (program, run) => {
	const command = program
		.command('logs')
		.description('show the logs of a project: all replicas merged by time, nginx’s logs of its site, or its files')
		.argument('<project>');
	addLogOptions(command).action(run(logs));
};

async function logs(session: Session, name: string, options: LogChoices): Promise<number> {
	if (options.invert === true && options.grep === undefined) {
		throw new Failure({ kind: 'refused', what: '--invert needs a text', next: '`berth logs <project> --grep <text> --invert`' });
	}
	const server = await session.server();
	const snapshot = await server.observe();
	const query = queryOf(server, snapshot, requireKnown(snapshot, name), options);
	const abort = new AbortController();
	const stop = session.context.onInterrupt(() => abort.abort());
	try {
		const origin = openOrigin(server.host, server.layout, query);
		if (options.follow === true) await follow(session, server, origin, options, abort.signal);
		else await readOnce(session, origin, query, options, abort.signal);
		return 0;
	} finally {
		abort.abort();
		stop();
	}
}

function queryOf({ host }: Server, { engine, root }: Snapshot, project: ProjectSnapshot, options: LogChoices): LogQuery {
	const { berth, replica, service, source, follow } = options;
	if (service !== undefined) requireService(project, options);
	else if (source !== 'app' && (berth !== undefined || replica !== undefined)) {
		throw new Failure({
			kind: 'refused',
			what: `--${berth === undefined ? 'replica' : 'berth'} goes with --source app`,
			why: `the ${source} log is not a replica’s`,
			next: `Leave it out, or use --grep to look for a port`,
		});
	}
	const found = project.replicas.filter((one) => (berth ?? one.berth) === one.berth && (replica ?? one.index) === one.index);
	const isKnown = source !== 'app' || service !== undefined || found.length > 0 || follow === true || engine.kind === 'down';
	if (!isKnown) throw noReplica(project, root, options);
	const isFollowed = follow === true;
	return { project: project.name, source, berth, replica, service, range: rangeOf(options, host.clock.now()), isFollowed };
}

function requireService(project: ProjectSnapshot, { service = '', source, berth, replica }: LogChoices): void {
	const other = berth !== undefined ? '--berth' : replica !== undefined ? '--replica' : source === 'app' ? undefined : '--source';
	if (other !== undefined) {
		const next = `\`berth logs ${project.name} --service ${service}\``;
		throw new Failure({ kind: 'refused', what: `${other} is the app’s and does not go with --service`, next });
	}
	findService(project, service);
}

function noReplica({ name, replicas }: ProjectSnapshot, root: string, { berth, replica }: LogChoices): Failure {
	const wanted = [berth, replica].filter((word) => word !== undefined).join(' ');
	const known = replicas.map((one) => `${one.berth} ${one.index}`).join(', ');
	if (known !== '') return new Failure({ kind: 'refused', what: `${name} has no replica ${wanted}`, next: `There are ${known}` });
	return new Failure({
		kind: 'refused',
		what: `${name} has no replica, so it has no log`,
		next: `\`berth deploy ${name} <version>\` starts some; \`--source files\` shows what lies in ${root}/projects/${name}/logs/backend`,
	});
}

async function follow(session: Session, { host }: Server, origin: LogOrigin, options: LogChoices, signal: AbortSignal): Promise<void> {
	const printer = createLogPrinter(session, {
		...printing(options),
		...(session.json && { json: (entry: object) => session.context.printJson(entry) }),
	});
	await printAll(printer, await origin.read(signal), signal);
	const drop = (count: number) => session.context.printError(`${count} lines left out: they come faster than they can be shown`);
	const sink = { add: (entries: readonly LogEntry[]) => printer.print(entries), drop, trouble: () => undefined };
	await followLines(host, origin, sink, signal);
}

async function readOnce(session: Session, origin: LogOrigin, query: LogQuery, options: LogChoices, signal: AbortSignal): Promise<void> {
	const { context, json } = session;
	const streams = await origin.read(signal);
	let isFirst = true;
	// One document, but never as a whole in memory: a log may be longer than that.
	if (json) context.print(`{"project":${JSON.stringify(query.project)},"source":${JSON.stringify(query.source)},"lines":[`);
	const printJson = (entry: object) => {
		context.print(`${isFirst ? '' : ','}${printableJson(entry)}`);
		isFirst = false;
	};
	const printer = createLogPrinter(session, { ...printing(options), ...(json && { json: printJson }) });
	await printAll(printer, streams, signal);
	if (json) context.print(']}');
	else tellEnd(session, printer.count, query, options);
}

function printing({ grep = '', invert, errors, times }: LogChoices) {
	return { filter: { text: grep, isInverse: invert === true, isErrorsOnly: errors === true }, hasTimes: times === true };
}

/** What was not looked at, and that there was nothing, are no lines of the log. */
function tellEnd({ context }: Session, count: number, { project, source, service }: LogQuery, options: LogChoices): void {
	if (isShortSearch(options)) {
		const where = source === 'app' ? 'replica' : 'file';
		context.printError(`${count} of the last ${searched} lines of each ${where}; \`--since 24h\` looks further back`);
	} else if (count === 0) context.printError(`No such line in the ${service ?? source} log of ${project}`);
}

async function printAll(printer: LogPrinter, streams: readonly AsyncIterable<LogEntry>[], signal: AbortSignal): Promise<void> {
	for await (const entry of mergeByTime(streams)) {
		if (signal.aborted) return;
		printer.print([entry]);
	}
}
