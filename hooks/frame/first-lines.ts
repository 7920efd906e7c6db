import type { Preferences } from '../../source/config/preferences.ts';
import type { ServerView } from '../../source/watch/view.ts';
import type { ScreenSize } from '../console.ts';
import { startState } from '../console-state.ts';
import { bodyHeight } from '../fleet/fleet-layout.ts';
import { fleetScreenLines } from '../fleet/fleet-lines.ts';
import type { Line } from '../line.ts';
import { bannerLine, topLine } from './top-line.ts';

/** The part of the console that its first lines are made of. */
export interface FirstFacts {
	readonly view: ServerView;
	readonly preferences: Preferences;
	readonly hostname: string;
	/** Epoch ms. */
	readonly now: number;
	readonly size: ScreenSize;
}

/** What the console opens with, but for the two lines at the bottom: no key does anything before the console itself is loaded. */
export function firstLines({ view, preferences, hostname, now, size }: FirstFacts): readonly Line[] {
	const state = startState(now, preferences);
	const banner = bannerLine(view, now);
	const body = { columns: size.columns, rows: bodyHeight(size, banner !== undefined) };
	return [
		topLine(view, state.now, hostname, size.columns),
		...(banner === undefined ? [] : [banner]),
		...fleetScreenLines(view, state, body),
	];
}
