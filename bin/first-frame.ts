import { hostname } from 'node:os';

/** Takes away the line that was said before Node.js began. */
const takeLineAway = '\r\u{1B}[K';
const enterOtherScreen = '\u{1B}[?1049h\u{1B}[H\u{1B}[2J\u{1B}[?25l';
const leaveOtherScreen = '\u{1B}[?25h\u{1B}[?1049l';
/** Ink ends the synchronized update with its first frame, so that no empty screen is seen between the two. */
const clearForNext = '\u{1B}[?2026h\u{1B}[H\u{1B}[2J';
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The screen before the console can draw. */
export interface FirstFrame {
	/** Leaves the screen to the console, which is about to draw on it. */
	handOver(): void;
	/** Gives the terminal back, unless the console has it: nothing of the frame is left on it. */
	end(): void;
}

/** Shows at once that Berth has begun, in a terminal: the server's settings and Ink alone take a fifth of a second to load. */
export function showFirstFrame(): FirstFrame {
	const { stdout } = process;
	stdout.write(`${takeLineAway}${enterOtherScreen}Berth ${hostname()}\r\n\r\n  Observing the server.`);
	let isShown = true;
	const end = () => leave(leaveOtherScreen);
	for (const signal of signals) process.on(signal, endBy);
	process.on('exit', end);

	function leave(text: string): void {
		if (!isShown) return;
		isShown = false;
		for (const signal of signals) process.off(signal, endBy);
		process.off('exit', end);
		stdout.write(text);
	}

	function endBy(signal: NodeJS.Signals): void {
		end();
		process.kill(process.pid, signal);
	}

	return { handOver: () => leave(clearForNext), end };
}
