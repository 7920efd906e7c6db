import { remapKeys } from '../hooks/keymap.ts';
import { span } from '../hooks/line.ts';
import type { AppParts } from '../hooks/use-app.ts';
import { mustAskBackground, paint, type TerminalEnvironment, themeOf } from './theme.ts';

export interface ConsoleOptions extends AppParts {
	/** The variables that say what the terminal can show. */
	readonly environment: TerminalEnvironment;
}

/** Characters that a title has at most: more is not seen on a tab. */
const titleWidth = 60;

/** Opens the console in this process's terminal; resolves when the operator quits. */
export async function openConsole({ environment, ...parts }: ConsoleOptions): Promise<void> {
	const theme = themeOf(environment, parts.preferences.theme);
	remapKeys(parts.preferences.keys);
	// Ink's colours ignore NO_COLOR and are decided while Ink loads: hence the variable, and the late import.
	if (!theme.hasColor) process.env.FORCE_COLOR = '0';
	const [{ render }, { App }] = await Promise.all([import('ink'), import('./app.tsx')]);
	const asksBackground = mustAskBackground(theme, environment, parts.preferences.theme);
	// A dumb terminal would print it.
	const paintTitle = theme.hasEmphasis
		? { paintTitle: (text: string) => paint([span(text)], titleWidth, { ...theme, hasColor: false }) }
		: {};
	const console = render(<App {...parts} {...paintTitle} theme={theme} asksBackground={asksBackground} />, {
		alternateScreen: true,
		incrementalRendering: true,
		maxFps: 60,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	await console.waitUntilExit();
}
