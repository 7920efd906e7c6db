import type { Console, ConsoleParts } from './console.ts';
import { type ConsoleState, startState } from './console-state.ts';
import { settleSelection } from './settle-selection.ts';

/** An open console on its first screen. */
export function createConsole(parts: ConsoleParts): Console {
	const settle = (next: ConsoleState) => settleSelection(parts.server.get(), next, parts.size());
	let state = settle(startState(parts.now(), parts.preferences));
	const listeners = new Set<() => void>();
	const closing = new AbortController();
	const change = (next: ConsoleState): void => {
		if (next === state) return;
		state = next;
		for (const changed of listeners) changed();
	};
	closing.signal.addEventListener(
		'abort',
		parts.server.subscribe(() => change(settle(state))),
	);
	return {
		...parts,
		closing,
		get: () => state,
		update: (make) => change(settle(make(state))),
		subscribe(changed) {
			listeners.add(changed);
			return () => listeners.delete(changed);
		},
	};
}
