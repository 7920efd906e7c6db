import { plainText } from '../../hooks/line.ts';
import { closeLog, openLog } from '../../hooks/logs/change-log.ts';
import { logLines, logNote } from '../../hooks/logs/log-lines.ts';
import type { LogState } from '../../hooks/logs/log-state.ts';
import { findProject } from '../../source/model/snapshot.ts';
import { openTestConsole } from './open-test-console.ts';

/** A console with the logs of shop in front, ten rows high. */
export function openTestLog() {
	const test = openTestConsole();
	const { console, server } = test;
	test.press('G', 'l');
	let feed = openLog(console, 'shop');
	console.update((state) => ({ ...state, log: state.log && { ...state.log, size: { columns: 80, rows: 10 } } }));
	const log = (): LogState => {
		const found = console.get().log;
		if (found === undefined) throw new Error('no log is open');
		return found;
	};
	return {
		...test,
		log,
		say: (...lines: readonly string[]) => server.logs.feed.say(...lines),
		/** Lines `blue-1 line 1` … `blue-1 line n`. */
		sayMany: (count: number, from = 1) =>
			server.logs.feed.say(...Array.from({ length: count }, (_, index) => `blue-1 line ${from + index}`)),
		/** Opens what the keys asked for, as the screen does. */
		reopen() {
			closeLog(console, feed);
			feed = openLog(console, 'shop');
		},
		/** Everything under the title. */
		rows: () => {
			const { snapshot } = server.get();
			return logLines(log(), snapshot && findProject(snapshot, 'shop')).map((line) => plainText(line).trimEnd());
		},
		note: () => plainText(logNote(log())),
	};
}
