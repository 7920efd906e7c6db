import type { LogFeed } from '../../source/watch/logs/log-feed.ts';
import type { Console } from '../console.ts';
import { changeLog } from '../console-state.ts';
import { forget, type LogSize, queryOf, startLog } from './log-state.ts';

/** Opens the log of a project as the state says; of another one than before, from its beginning. The caller closes it. */
export function openLog(console: Console, project: string): LogFeed {
	const before = console.get().log;
	const log = before?.project === project ? before : startLog({ project }, before);
	const feed = console.server.logs.open(queryOf(log, console.now()));
	console.update((state) => ({ ...state, log: { ...log, feed, place: undefined, hit: undefined } }));
	return feed;
}

/** Closes a log: nothing of it is kept. */
export function closeLog(console: Console, feed: LogFeed): void {
	feed.close();
	console.update((state) => (state.log?.feed === feed ? changeLog(state, forget) : state));
}

/** Tells the log how much room its lines have. */
export function resizeLog(console: Console, size: LogSize): void {
	console.update((state) => changeLog(state, (log) => ({ ...log, size })));
}
