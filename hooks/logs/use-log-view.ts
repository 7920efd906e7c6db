import { useEffect, useSyncExternalStore } from 'react';
import { findProject } from '../../source/model/snapshot.ts';
import type { ScreenSize } from '../console.ts';
import type { Line } from '../line.ts';
import { useConsole, useConsoleState, useServerView } from '../use-console.ts';
import { closeLog, openLog, resizeLog } from './change-log.ts';
import { logHeadRows, logLines } from './log-lines.ts';
import type { LogState } from './log-state.ts';

const noFeed = () => () => {};

/**
 * The log of a project in lines, as high as `body`. It is open, and holds lines, for as long as it is drawn. Where its keys
 * count, their scope `log-lines` is among the active ones.
 */
export function useLogView(project: string, body: ScreenSize): readonly Line[] {
	const log = useOpenLog(project, body);
	const snapshot = useServerView().snapshot;
	useFeed(log);
	if (log === undefined) return [];
	return logLines(log, snapshot && findProject(snapshot, project));
}

/** Draws again with each batch of lines. */
export function useFeed(log: LogState | undefined): void {
	useSyncExternalStore(log?.feed?.subscribe ?? noFeed, () => log?.feed?.get());
}

/** The state of the project's log, which is open while this is used. */
function useOpenLog(project: string, body: ScreenSize): LogState | undefined {
	const console = useConsole();
	const log = useConsoleState((state) => state.log);
	const mine = log?.project === project ? log : undefined;
	const { berth, replica, service, source, window } = mine ?? {};
	const { columns } = body;
	const rows = Math.max(1, body.rows - logHeadRows);
	// biome-ignore lint/correctness/useExhaustiveDependencies: each of these is another log
	useEffect(() => {
		const feed = openLog(console, project);
		return () => closeLog(console, feed);
	}, [console, project, berth, replica, service, source, window]);
	useEffect(() => resizeLog(console, { columns, rows }), [console, columns, rows]);
	return mine;
}
