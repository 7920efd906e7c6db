import { useEffect } from 'react';
import type { Console } from './console.ts';
import { tick } from './console-state.ts';

/** The one clock of the console: a tick a second, for ages and running times. Also the end of what the console follows. */
export function useClock(console: Console): void {
	useEffect(() => {
		const timer = setInterval(() => console.update((state) => tick(state, console.now())), 1000);
		return () => clearInterval(timer);
	}, [console]);
	useEffect(() => () => console.closing.abort(), [console]);
}
