import { useApp, useStdout } from 'ink';
import { useEffect, useMemo } from 'react';
import type { Terminal } from './key-press.ts';
import type { Keyboard } from './keyboard.ts';

/** Far away, in ms: only so that something keeps the process's loop alive while it is stopped. */
const farAway = 2 ** 30;

/** Sizes of the terminal that follow each other faster are drawn once, in ms. */
const sizeTime = 50;

/** The cursor in the first cell and nothing on the screen. */
const emptyScreen = '\u{1B}[H\u{1B}[J';

/** Quitting, suspending, drawing again, and giving the terminal away. */
export function useTerminal(keyboard: Keyboard): Terminal {
	const { exit, suspendTerminal } = useApp();
	const { write } = useStdout();
	const terminal = useMemo((): Terminal => {
		const handOver = async (use: () => Promise<void>) => {
			keyboard.pause();
			try {
				await suspendTerminal(use);
			} finally {
				keyboard.resume();
			}
		};
		return {
			quit: () => exit(),
			handOver,
			suspend: () => void handOver(stopProcess),
			// Ink paints every cell after what others wrote, in one frame with it.
			redraw: () => write(emptyScreen),
		};
	}, [exit, suspendTerminal, write, keyboard]);
	useEffect(() => afterNewSizes(terminal.redraw), [terminal]);
	return terminal;
}

/**
 * Calls back when the terminal has changed its size and keeps it; returns the end of it. A terminal that shrinks and grows
 * again moves its rows and its cursor, but to Ink, which draws only what changed, the size is what it was.
 */
function afterNewSizes(draw: () => void): () => void {
	let timer: NodeJS.Timeout | undefined;
	const changed = () => {
		clearTimeout(timer);
		timer = setTimeout(draw, sizeTime);
	};
	process.on('SIGWINCH', changed);
	return () => {
		clearTimeout(timer);
		process.off('SIGWINCH', changed);
	};
}

/** Stops this process and whatever started it in the same job, as a terminal's ctrl-z does; resolves after `fg`. */
async function stopProcess(): Promise<void> {
	const alive = setInterval(() => {}, farAway);
	const continued = new Promise((resolve) => process.once('SIGCONT', resolve));
	process.kill(0, 'SIGTSTP');
	await continued;
	clearInterval(alive);
}
