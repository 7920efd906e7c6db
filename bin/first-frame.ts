import { hostname } from 'node:os';
import { printableLine } from '../source/model/printable-text.ts';

/** Takes away the line that was said before Node.js began. */
const takeLineAway = '\r\u{1B}[K';
const clear = '\u{1B}[H\u{1B}[2J';
const enterOtherScreen = `\u{1B}[?1049h${clear}\u{1B}[?25l`;
const leaveOtherScreen = '\u{1B}[?25h\u{1B}[?1049l';
/** What comes between these two is seen at once. Ink ends with its first frame what was begun before it. */
const beginUpdate = '\u{1B}[?2026h';
const endUpdate = '\u{1B}[?2026l';
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The screen before the console can draw. */
export interface FirstFrame {
	/** Shows these rows instead. From now on keys are kept for the console, which is being loaded, and not written on the screen. */
	show(rows: readonly string[]): void;
	/** Leaves the screen to the console, which is about to draw on it. */
	handOver(): void;
	/** Gives the terminal back, unless the console has it: nothing of the frame is left on it. */
	end(): void;
}

/** Shows at once that Berth has begun, in a terminal: the server's settings and Ink alone take a fifth of a second to load. */
export function showFirstFrame(): FirstFrame {
	const { stdin, stdout } = process;
	stdout.write(`${takeLineAway}${enterOtherScreen}Berth ${printableLine(hostname())}\r\n\r\n  Observing the server.`);
	let isShown = true;
	for (const signal of signals) process.on(signal, endBy);
	process.on('exit', end);

	function leave(text: string): void {
		isShown = false;
		for (const signal of signals) process.off(signal, endBy);
		process.off('exit', end);
		stdout.write(text);
	}

	function end(): void {
		if (!isShown) return;
		stdin.setRawMode(false);
		leave(leaveOtherScreen);
	}

	function endBy(signal: NodeJS.Signals): void {
		end();
		process.kill(process.pid, signal);
	}

	return {
		show(rows) {
			stdin.setRawMode(true);
			stdout.write(`${beginUpdate}${clear}${rows.join('\r\n')}${endUpdate}`);
		},
		handOver: () => leave(beginUpdate + clear),
		end,
	};
}
