import { useEffect } from 'react';
import type { Console } from './console.ts';
import { tick } from './console-state.ts';

/** Without a change of the server for so long, in ms, the clock ticks by itself: a little more than a beat of the live data. */
const quietTime = 1200;

/**
 * The one clock of the console, for ages and running times. It ticks with the live data, so that the screen is drawn once
 * for both. Also the end of what the console follows.
 */
export function useClock(console: Console): void {
	useEffect(() => {
		let timer: NodeJS.Timeout;
		const beat = () => {
			clearTimeout(timer);
			timer = setTimeout(beat, quietTime);
			console.update((state) => tick(state, console.now()));
		};
		const end = console.server.subscribe(beat);
		timer = setTimeout(beat, quietTime);
		return () => {
			end();
			clearTimeout(timer);
		};
	}, [console]);
	useEffect(() => () => console.closing.abort(), [console]);
}
