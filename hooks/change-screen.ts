import type { ConsoleState, Screen } from './console-state.ts';

/** Replaces open screens of one kind, wherever they are: an answer may come when another screen covers the one that asked. */
export function changeScreens<Kind extends Screen['kind']>(
	state: ConsoleState,
	kind: Kind,
	change: (screen: Extract<Screen, { kind: Kind }>) => Screen,
): ConsoleState {
	const isOf = (screen: Screen): screen is Extract<Screen, { kind: Kind }> => screen.kind === kind;
	return { ...state, screens: state.screens.map((screen) => (isOf(screen) ? change(screen) : screen)) };
}
