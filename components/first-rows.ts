import { type FirstFacts, firstLines } from '../hooks/frame/first-lines.ts';
import { remapKeys } from '../hooks/keymap.ts';
import { paint, type TerminalEnvironment, themeOf } from './theme.ts';

/** The console's first rows as the terminal gets them, painted without Ink. */
export function firstRows(facts: FirstFacts, environment: TerminalEnvironment): readonly string[] {
	const { preferences, size } = facts;
	const theme = themeOf(environment, preferences.theme);
	remapKeys(preferences.keys);
	return firstLines(facts)
		.slice(0, size.rows)
		.map((line) => paint(line, size.columns, theme));
}
