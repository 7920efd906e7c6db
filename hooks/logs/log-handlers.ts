import { failureFacts } from '../../source/model/failure.ts';
import { formatNumber, formatTime } from '../../source/model/format.ts';
import type { Console } from '../console.ts';
import { changeLog, openDialog, openScreen, say } from '../console-state.ts';
import type { Handler } from '../key-press.ts';
import type { ActionId } from '../keymap.ts';
import { keyOf } from '../keymap.ts';
import { clean } from '../line.ts';
import { headWindow, type LogState, showsTimes, startLog, turnSource, turnWindow } from './log-state.ts';
import { goToHit, toggleFollow } from './move-log.ts';
import { selectedSubject } from './selected-subject.ts';
import { hitIndexes, shownLines } from './shown-lines.ts';

/** Columns that a long line is moved at a time. */
const shiftStep = 20;

/** What the keys of logs do. */
export const logHandlers = {
	'open-logs': ({ console }) => openLogs(console),
	'log-follow': ({ console }) => change(console, toggleFollow),
	'log-window': ({ console, key }) => change(console, (log) => turnWindow(log, Number(key))),
	'log-search': ({ console }) => type(console, 'log-search'),
	'log-filter': ({ console }) => type(console, 'log-filter'),
	'log-next-hit': ({ console }) => change(console, (log) => goToHit(log, 1)),
	'log-previous-hit': ({ console }) => change(console, (log) => goToHit(log, -1)),
	'log-errors': ({ console }) => change(console, (log) => ({ ...log, isErrorsOnly: !log.isErrorsOnly })),
	'log-times': ({ console }) => change(console, (log) => ({ ...log, hasTimes: !showsTimes(log) })),
	'log-wrap': ({ console }) => change(console, (log) => ({ ...log, isWrapped: !log.isWrapped, shift: 0 })),
	'log-source': ({ console }) => change(console, (log) => turnSource(log, 1)),
	'log-previous-source': ({ console }) => change(console, (log) => turnSource(log, -1)),
	'log-right': ({ console }) => change(console, (log) => ({ ...log, shift: log.shift + shiftStep })),
	'log-left': ({ console }) => change(console, (log) => ({ ...log, shift: Math.max(0, log.shift - shiftStep) })),
	'log-save': ({ console }) => void save(console),
} as const satisfies Partial<Record<ActionId, Handler>>;

/** Why a key of logs does nothing now. */
export const logReasons: Partial<Record<ActionId, (console: Console) => string | undefined>> = {
	'open-logs': (console) => (selectedSubject(console) === undefined ? 'no project is selected' : undefined),
	'log-follow': ({ get }) => (get().log?.window === headWindow ? 'the first lines are not followed; 0 shows the last ones' : undefined),
	'log-source': sourceReason,
	'log-previous-source': sourceReason,
	'log-next-hit': hitReason,
	'log-previous-hit': hitReason,
	'log-right': shiftReason,
	'log-left': shiftReason,
	'log-save': ({ get }) => {
		const { log } = get();
		return log === undefined || shownLines(log).lines.length === 0 ? 'there is no line to save' : undefined;
	},
};

function sourceReason({ get }: Console): string | undefined {
	const service = get().log?.service;
	return service === undefined ? undefined : `${service} writes one log`;
}

function hitReason({ get }: Console): string | undefined {
	const { log } = get();
	if (log === undefined || log.search === '') return `nothing is searched; ${keyOf('log-search')} searches`;
	return hitIndexes(log).length === 0 ? `no line has ${log.search}` : undefined;
}

function shiftReason({ get }: Console): string | undefined {
	return get().log?.isWrapped === true ? `lines are wrapped; ${keyOf('log-wrap')} shows each in one row` : undefined;
}

function change(console: Console, apply: (log: LogState) => LogState): void {
	console.update((state) => changeLog(state, apply));
}

function openLogs(console: Console): void {
	const subject = selectedSubject(console);
	if (subject === undefined) return;
	console.update((state) => openScreen({ ...state, log: startLog(subject, state.log) }, { kind: 'logs', project: subject.project }));
}

function type(console: Console, of: 'log-search' | 'log-filter'): void {
	console.update((state) => {
		const before = (of === 'log-search' ? state.log?.search : state.log?.filter) ?? '';
		return openDialog(state, { kind: 'filter', of, text: '', before });
	});
}

async function save(console: Console): Promise<void> {
	const { log } = console.get();
	if (log === undefined) return;
	const { lines } = shownLines(log);
	const words = lines.map(({ at, from, text }) => `${formatTime(at)}.${String(at % 1000).padStart(3, '0')}  ${from}  ${clean(text)}`);
	try {
		const path = await console.server.logs.save(log.project, log.source, words);
		console.update((state) => say(state, `${formatNumber(lines.length, 'line')} saved to ${path}`, 'good'));
	} catch (error) {
		const { what, why } = failureFacts(error);
		console.update((state) => say(state, why === undefined ? what : `${what}: ${why}`, 'bad'));
	}
}
