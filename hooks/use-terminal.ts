import { useApp } from 'ink';
import { useMemo } from 'react';
import type { Terminal } from './key-press.ts';
import type { Keyboard } from './keyboard.ts';

/** Far away, in ms: only so that something keeps the process's loop alive while it is stopped. */
const farAway = 2 ** 30;

/** Quitting, suspending, drawing again, and giving the terminal away. */
export function useTerminal(keyboard: Keyboard): Terminal {
	const { exit, suspendTerminal } = useApp();
	return useMemo((): Terminal => {
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
			// Giving the terminal away and taking it back paints every cell of it anew.
			redraw: () => void handOver(async () => {}),
		};
	}, [exit, suspendTerminal, keyboard]);
}

/** Stops this process and whatever started it in the same job, as a terminal's ctrl-z does; resolves after `fg`. */
async function stopProcess(): Promise<void> {
	const alive = setInterval(() => {}, farAway);
	const continued = new Promise((resolve) => process.once('SIGCONT', resolve));
	process.kill(0, 'SIGTSTP');
	await continued;
	clearInterval(alive);
}
