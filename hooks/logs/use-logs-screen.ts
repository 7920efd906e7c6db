import type { ScreenSize } from '../console.ts';
import { topScreen } from '../console-state.ts';
import type { Line } from '../line.ts';
import { panelTitle } from '../panel.ts';
import { useConsoleState } from '../use-console.ts';
import { logNote, subjectWords } from './log-lines.ts';
import { useFeed } from './use-log-view.ts';

export interface LogsScreenView {
	/** Absent while another screen is in front. */
	readonly project?: string;
	readonly title: Line;
}

/** What is around the log on its own screen. */
export function useLogsScreen(body: ScreenSize): LogsScreenView {
	const state = useConsoleState((all) => all);
	const top = topScreen(state);
	const { log } = state;
	useFeed(log);
	if (top?.kind !== 'logs') return { title: [] };
	const words = log === undefined ? top.project : subjectWords(log);
	const note = log === undefined ? {} : { note: logNote(log) };
	return { project: top.project, title: panelTitle({ title: `Logs of ${words}`, isFocused: true, width: body.columns, ...note }) };
}
