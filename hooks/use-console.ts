import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ServerView } from '../source/watch/view.ts';
import type { Console } from './console.ts';
import type { ConsoleState } from './console-state.ts';

/** The open console, for every hook below the app. */
export const ConsoleContext = createContext<Console | undefined>(undefined);

/** The open console. */
export function useConsole(): Console {
	const console = useContext(ConsoleContext);
	if (console === undefined) throw new Error('There is no console around this component');
	return console;
}

/** A part of the console's state; draws again when that part changes. The selector returns what is stored or a plain value, nothing new. */
export function useConsoleState<Part>(select: (state: ConsoleState) => Part): Part {
	const console = useConsole();
	return useSyncExternalStore(console.subscribe, () => select(console.get()));
}

/** What is seen of the server; draws again on every change. */
export function useServerView(): ServerView {
	return useServerPart((view) => view);
}

/** A part of what is seen of the server; draws again when that part changes. The selector returns what is stored or a plain value. */
export function useServerPart<Part>(select: (view: ServerView) => Part): Part {
	const { server } = useConsole();
	return useSyncExternalStore(server.subscribe, () => select(server.get()));
}
