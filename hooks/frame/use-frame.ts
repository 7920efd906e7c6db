import { useWindowSize } from 'ink';
import { useMemo } from 'react';
import type { ScreenSize } from '../console.ts';
import { type Screen, topScreen } from '../console-state.ts';
import { bodyHeight } from '../fleet/fleet-layout.ts';
import type { Line } from '../line.ts';
import { useConsole, useConsoleState, useServerPart, useServerView } from '../use-console.ts';
import { hintLine, statusLine } from './bottom-lines.ts';
import { bannerLine, topLine } from './top-line.ts';

export interface FrameView {
	readonly size: ScreenSize;
	/** The part between top and bottom lines. */
	readonly body: ScreenSize;
	/** Lines above the body. */
	readonly rowsAbove: number;
	/** The front screen. */
	readonly screen: 'fleet' | Screen['kind'];
	/** Nothing of it is seen: what lies over it has its rows to itself. */
	readonly isCovered: boolean;
}

/** What is around every screen, and how much room it leaves. */
export function useFrame(): FrameView {
	const { columns, rows } = useWindowSize();
	const hasBanner = useServerPart((view) => bannerLine(view, 0) !== undefined);
	const screen = useConsoleState((state) => topScreen(state)?.kind ?? 'fleet');
	const isCovered = useConsoleState((state) => state.dialog?.kind === 'shown');
	return useMemo(() => {
		const size = { columns, rows };
		return { size, body: { columns, rows: bodyHeight(size, hasBanner) }, rowsAbove: hasBanner ? 2 : 1, screen, isCovered };
	}, [columns, rows, hasBanner, screen, isCovered]);
}

/** The lines above the body: most keys leave them as they are. */
export function useTopLines({ columns }: ScreenSize): readonly Line[] {
	const { hostname } = useConsole();
	const view = useServerView();
	const now = useConsoleState((state) => state.now);
	const banner = bannerLine(view, now);
	return [topLine(view, now, hostname, columns), ...(banner === undefined ? [] : [banner])];
}

/** The lines below it. */
export function useBottomLines({ columns }: ScreenSize): readonly Line[] {
	const console = useConsole();
	const view = useServerView();
	const state = useConsoleState((all) => all);
	return [statusLine(view, state, columns), hintLine(console, columns)];
}
