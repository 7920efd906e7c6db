import { useStdout } from 'ink';
import { useEffect } from 'react';
import type { Console } from './console.ts';
import { hasFallenIll, type States, statesOf, titleOf } from './frame/title.ts';
import type { Keyboard } from './keyboard.ts';

/** Puts the terminal's title on its stack, and takes it back from there (xterm's window operations 22 and 23). */
const keepTitle = '\u{1B}[22;2t';
const giveTitleBack = '\u{1B}[23;2t';
const bell = '\u{7}';

/**
 * Says in the terminal's title how the projects are, and rings when one becomes unhealthy, as far as the operator wants
 * that. Silent while another program has the terminal, and without `paint`, which writes a title as this terminal can show it.
 */
export function useTitle(console: Console, keyboard: Keyboard, paint: ((text: string) => string) | undefined): void {
	const { stdout } = useStdout();
	useEffect(() => {
		if (paint === undefined) return;
		const { preferences, hostname, server } = console;
		let shown: string | undefined;
		let states: States | undefined;
		const tell = () => {
			const { snapshot } = server.get();
			// A shell sets titles of its own.
			if (keyboard.isPaused) shown = undefined;
			if (snapshot === undefined || keyboard.isPaused) return;
			const now = statesOf(snapshot);
			const title = `\u{1B}]2;${paint(titleOf(now, hostname))}\u{7}`;
			const rings = preferences.bell && hasFallenIll(states, now);
			if (preferences.title && title !== shown) stdout.write(title);
			if (rings) stdout.write(bell);
			[shown, states] = [title, now];
		};
		if (preferences.title) stdout.write(keepTitle);
		tell();
		const end = server.subscribe(tell);
		return () => {
			end();
			if (preferences.title) stdout.write(giveTitleBack);
		};
	}, [console, keyboard, paint, stdout]);
}
