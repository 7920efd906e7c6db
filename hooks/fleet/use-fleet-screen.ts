import type { ScreenSize } from '../console.ts';
import type { Line } from '../line.ts';
import { useConsoleState, useServerView } from '../use-console.ts';
import { fleetScreenLines } from './fleet-lines.ts';

/** The fleet screen in lines, drawn anew with every view and state. */
export function useFleetScreen(body: ScreenSize): readonly Line[] {
	const view = useServerView();
	const state = useConsoleState((all) => all);
	return fleetScreenLines(view, state, body);
}
