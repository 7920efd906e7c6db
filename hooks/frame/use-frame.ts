import { useWindowSize } from 'ink';
import type { ScreenSize } from '../console.ts';
import type { Screen } from '../console-state.ts';
import { bodyHeight } from '../fleet/fleet-layout.ts';
import type { Line } from '../line.ts';
import { useConsole, useConsoleState, useServerView } from '../use-console.ts';
import { hintLine, statusLine } from './bottom-lines.ts';
import { bannerLine, topLine } from './top-line.ts';

export interface FrameView {
	readonly size: ScreenSize;
	/** The part between top and bottom lines. */
	readonly body: ScreenSize;
	/** Lines above the body. */
	readonly top: readonly Line[];
	/** Lines below it. */
	readonly bottom: readonly Line[];
	/** The front screen. */
	readonly screen: 'fleet' | Screen['kind'];
}

/** What is around every screen, and how much room it leaves. */
export function useFrame(): FrameView {
	const console = useConsole();
	const size = useWindowSize();
	const view = useServerView();
	const state = useConsoleState((all) => all);
	const banner = bannerLine(view, state.now);
	return {
		size,
		body: { columns: size.columns, rows: bodyHeight(size, banner !== undefined) },
		top: [topLine(view, state, console.hostname, size.columns), ...(banner === undefined ? [] : [banner])],
		bottom: [statusLine(view, state, size.columns), hintLine(console, size.columns)],
		screen: state.screens.at(-1)?.kind ?? 'fleet',
	};
}
