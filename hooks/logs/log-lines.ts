import { formatCount } from '../../source/model/format.ts';
import type { ProjectSnapshot } from '../../source/model/snapshot.ts';
import { type LogSource, logSources } from '../../source/watch/logs/log-entry.ts';
import { keyOf } from '../keymap.ts';
import { cutLine, emptyLine, type Line, line, span, wrapText } from '../line.ts';
import { logRows } from './log-rows.ts';
import { type LogState, logWindows, viewOf } from './log-state.ts';
import { hitIndexes, shownIndex, shownLines } from './shown-lines.ts';

/** Rows of a log that are not its lines. */
export const logHeadRows = 1;

/** A log in lines, as high as its part of the screen: what is seen, and below it the lines. */
export function logLines(log: LogState, project: ProjectSnapshot | undefined): readonly Line[] {
	const { lines } = shownLines(log);
	const rows = lines.length === 0 ? emptyWords(log, project) : logRows(log);
	return [headLine(log), ...rows];
}

/** How many lines there are, how many were dropped, and whether what comes is shown. */
export function logNote(log: LogState): Line {
	const view = viewOf(log);
	const all = view.entries.length;
	const { lines } = shownLines(log);
	const isFiltered = log.filter !== '' || log.isErrorsOnly;
	const count = isFiltered ? `${formatCount(lines.length)} of ${formatCount(all)} lines` : `${formatCount(all)} lines`;
	return [
		span(view.state === 'reading' && all === 0 ? 'reading' : count, 'dim'),
		...(view.dropped > 0 ? [span(`, ${formatCount(view.dropped)} older dropped`, 'dim')] : []),
		...progress(log),
	];
}

/** Who is seen: `shop`, `shop blue 2`, `shop redis`. */
export function subjectWords({ project, berth, replica, service, source }: LogState): string {
	if (source !== 'app') return project;
	return [project, service, berth, replica].filter((word) => word !== undefined).join(' ');
}

function progress(log: LogState): Line {
	const { state, trouble } = log.feed?.get() ?? viewOf(log);
	if (trouble !== undefined) return [span(' ✕ no answer', 'bad')];
	if (log.place !== undefined) {
		const missed = (log.feed?.get().received ?? 0) - log.place.view.received;
		return [span(` ○ paused${missed > 0 ? `, ${formatCount(missed)} new` : ''}`, 'warn')];
	}
	return state === 'following' ? [span(' ● following', 'good')] : [];
}

/** All sources, the present one in brackets, and what is looked for in it. */
function headLine(log: LogState): Line {
	const { source, window, filter, isErrorsOnly, search, shift, isWrapped } = log;
	const sources = log.service === undefined ? logSources : [];
	const tabs = sources.flatMap((one): Line => [one === source ? span(`[${one}]`, 'accent') : span(` ${one} `, 'dim')]);
	const words = [
		span(`  ${logWindows[window]?.words ?? ''}`),
		...(isErrorsOnly ? [span('  ! errors only', 'bad')] : []),
		...(filter === '' ? [] : [span(`  &${filter}`, 'accent')]),
		...(search === '' ? [] : [span(`  /${search} ${hitWords(log)}`, 'accent')]),
		...(shift > 0 && !isWrapped ? [span(`  from column ${shift + 1}`, 'dim')] : []),
	];
	return cutLine([span(' '), ...tabs, ...words], log.size.columns);
}

function hitWords(log: LogState): string {
	const hits = hitIndexes(log);
	if (hits.length === 0) return 'no hit';
	const at = log.hit === undefined ? -1 : hits.indexOf(shownIndex(log, log.hit));
	return at === -1 ? formatCount(hits.length) : `${formatCount(at + 1)} of ${formatCount(hits.length)}`;
}

function emptyWords(log: LogState, project: ProjectSnapshot | undefined): readonly Line[] {
	const { entries, state, trouble } = viewOf(log);
	if (trouble !== undefined) return textLines(log, `It cannot be read, trying again: ${trouble}`);
	if (state === 'reading') return textLines(log, 'Reading.');
	if (log.isErrorsOnly)
		return textLines(log, `No error in the ${log.source} log, ${logWindows[log.window]?.words}. ${keyOf('log-errors')} shows all lines.`);
	if (entries.length > 0) return textLines(log, `No line matches ${log.filter}. ${keyOf('back')} shows all.`);
	return textLines(log, nothing[log.source](log, project));
}

const nothing: Readonly<Record<LogSource, (log: LogState, project: ProjectSnapshot | undefined) => string>> = {
	app: (log, project) =>
		project?.replicas.length === 0
			? `${log.project} has no replica. ${keyOf('deploy')} on the list of projects deploys a release.`
			: `No line, ${logWindows[log.window]?.words}. ${keyOf('log-window')} shows the last lines, whenever they were written.`,
	access: (log) => `No request to ${log.project}, ${logWindows[log.window]?.words}.`,
	error: (log) => `nginx has told no error about ${log.project}, ${logWindows[log.window]?.words}.`,
	files: (log, project) =>
		`No line in ${project?.directory ?? log.project}/logs/backend, which the app sees as /app/logs. What it writes there is shown here.`,
	failed: (log) => `No replica of ${log.project} failed in a change and had more to say than the operation shows.`,
};

function textLines({ size }: LogState, text: string): readonly Line[] {
	return [emptyLine, ...wrapText(text, Math.max(20, size.columns - 4)).map((words) => line(`  ${words}`))];
}
