import { formatTime } from '../../model/format.ts';
import { requireKnown } from '../../operations/checks.ts';
import { describeChange } from '../../present/describe-change.ts';
import { describeEvent } from '../../present/describe-event.ts';
import { foldRepeated, timesWords } from '../../present/fold-repeated.ts';
import { renderTable } from '../../present/table.ts';
import { type AddCommand, parseCount } from '../command.ts';
import type { Session } from '../session.ts';
import { untilInterrupted } from './every-second.ts';
import { followAudit, followEvents } from './follow-happenings.ts';
import { type Happening, type Past, readPast } from './happenings.ts';

interface EventOptions {
	readonly last: number;
	readonly follow?: true;
}

const columns = [{ title: 'time (UTC)' }, { title: 'project' }, { title: 'by' }, { title: 'what' }] as const;

/** `berth events`: what the engine did and who changed what, by time. */
export const addEvents: AddCommand = (program, run) => {
	program
		.command('events')
		.description('show what Docker did in the last hour (it remembers 256 events) and who changed what, oldest first')
		.argument('[project]')
		.option('--last <count>', 'so many at most', parseCount, 50)
		.option('--follow', 'go on until ctrl-C')
		.action(run(events));
};

async function events(session: Session, project: string | undefined, { last, follow }: EventOptions): Promise<number> {
	const { host, layout, observe } = await session.server();
	if (project !== undefined) requireKnown(await observe(), project);
	const audit = await followAudit(host, layout);
	const until = host.clock.now();
	const past = await readPast(host, layout, until, { last, project });
	if (follow === undefined) return answer(session, past, project);
	if (past.trouble !== undefined) session.context.printError(`${past.trouble}. Trying again`);
	const { context, json } = session;
	const print = (happening: Happening) => (json ? context.printJson(happening) : context.print(rowOf(happening).join('  ')));
	for (const happening of past.happenings) print(happening);
	const known = new Set(past.happenings.map(keyOf));
	const listener = {
		happened: (happening: Happening) => {
			if (!known.has(keyOf(happening)) && (project === undefined || happening.project === project)) print(happening);
		},
		lost: (why: string) => session.context.printError(`${why}. Trying again`),
	};
	return untilInterrupted(session, async (signal) => {
		await Promise.all([followEvents(host, until, listener, signal), audit(listener, signal)]);
	});
}

function answer(session: Session, { happenings, trouble }: Past, project: string | undefined): number {
	const none = [`Nothing happened${project === undefined ? '' : ` on ${project}`} in the last hour, and nothing was changed yet`];
	const lines = happenings.length === 0 ? none : renderTable(columns, foldedRows(happenings), session.context.columns);
	const notes = trouble === undefined ? [] : [`Of Docker’s events nothing is known. ${trouble}`];
	session.answer([...notes, ...lines], { events: happenings, ...(trouble !== undefined && { trouble }) });
	return 0;
}

/** A crash loop is one line for each thing that happens in it, with how often. */
function foldedRows(happenings: readonly Happening[]): readonly (readonly string[])[] {
	const folded = foldRepeated(happenings.toReversed(), (one) => (one.kind === 'change' ? undefined : `${one.id} ${describeEvent(one)}`));
	return folded
		.toReversed()
		.map(({ row, times }) => rowOf(row).map((cell, index) => (index === columns.length - 1 ? cell + timesWords(times) : cell)));
}

function rowOf(happening: Happening): readonly string[] {
	const { at, project = '-' } = happening;
	const isChange = happening.kind === 'change';
	return [formatTime(at), project, isChange ? happening.user : 'docker', isChange ? describeChange(happening) : describeEvent(happening)];
}

function keyOf(happening: Happening): string {
	const { kind, at, id } = happening;
	return `${kind} ${at} ${id} ${happening.kind === 'event' ? happening.action : ''}`;
}
