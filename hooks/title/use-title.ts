import { useStdout } from 'ink';
import { useEffect } from 'react';
import type { Console } from '../console.ts';
import type { Keyboard } from '../keyboard.ts';
import { newlyUnhealthy, titleText } from './title-text.ts';

const bell = '\u{7}';
// https://invisible-island.net/xterm/ctlseqs/ctlseqs.html: the terminal keeps its title on a stack of its own.
const keepTitle = '\u{1B}[22;2t';
const restoreTitle = '\u{1B}[23;2t';

/** What the console does where it is not looked at. */
export interface TitleOptions {
	/** Says in the terminal's title how the projects are, and gives the old title back at the end. */
	readonly hasTitle: boolean;
	/** Rings once when a project becomes unhealthy. */
	readonly hasBell: boolean;
	/** Text as this terminal can show it, with nothing in it that would be a command. */
	readonly safe: (text: string) => string;
}

/** Keeps the terminal's title, and rings its bell. While another program has the terminal both wait: it sets titles of its own. */
export function useTitle({ server, hostname }: Console, keyboard: Keyboard, { hasTitle, hasBell, safe }: TitleOptions): void {
	const { stdout } = useStdout();
	useEffect(() => {
		let view = server.get();
		let title = '';
		const update = () => {
			const next = safe(titleText(server.get(), hostname));
			if (next !== title) stdout.write(setTitle(next));
			title = next;
		};
		const end = server.subscribe(() => {
			if (keyboard.isPaused) title = '';
			if (keyboard.isPaused) return;
			const before = view;
			view = server.get();
			if (hasBell && newlyUnhealthy(before, view).length > 0) stdout.write(bell);
			if (hasTitle) update();
		});
		if (hasTitle) {
			stdout.write(keepTitle);
			update();
		}
		return () => {
			end();
			// A terminal without that stack is left with an empty title, not with ours.
			if (hasTitle) stdout.write(setTitle('') + restoreTitle);
		};
	}, [server, hostname, keyboard, hasTitle, hasBell, safe, stdout]);
}

/** Ended by BEL: older terminals know no other end. */
function setTitle(text: string): string {
	return `\u{1B}]2;${text}${bell}`;
}
