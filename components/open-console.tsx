import type { Instance } from 'ink';
import { remapKeys } from '../hooks/keymap.ts';
import type { AppParts } from '../hooks/use-app.ts';
import { sparingOutput } from './sparing-output.ts';
import { mustAskBackground, type TerminalEnvironment, themeOf } from './theme.ts';

export interface ConsoleOptions extends AppParts {
	/** The variables that say what the terminal can show. */
	readonly environment: TerminalEnvironment;
	/** Called when everything is loaded; the first frame is drawn as soon as it resolves. */
	beforeFrame?(): Promise<void>;
}

/** Opens the console in this process's terminal; resolves when the operator quits. */
export async function openConsole({ environment, beforeFrame, ...parts }: ConsoleOptions): Promise<void> {
	const theme = themeOf(environment, parts.preferences.theme);
	remapKeys(parts.preferences.keys);
	// Ink's colours ignore NO_COLOR and are decided while Ink loads: hence the variable, and the late import.
	if (!theme.hasColor) process.env.FORCE_COLOR = '0';
	const [{ render }, { App }] = await Promise.all([import('ink'), import('./app.tsx')]);
	const { theme: choice, title: hasTitle, bell: hasBell } = parts.preferences;
	const asksBackground = mustAskBackground(theme, environment, choice);
	await beforeFrame?.();
	const console = render(<App {...parts} {...{ theme, asksBackground, hasTitle, hasBell }} />, {
		stdout: sparingOutput(process.stdout),
		// Nobody comes here without a terminal; Ink would doubt it where a variable speaks of CI.
		interactive: true,
		alternateScreen: true,
		incrementalRendering: true,
		maxFps: 125,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	await untilExit(console);
}

/** An error that nobody caught ends the console like any other: the terminal is given back first, and only then is it told. */
async function untilExit({ waitUntilExit, unmount }: Instance): Promise<void> {
	const { promise: failed, reject } = Promise.withResolvers<never>();
	process.once('uncaughtException', reject);
	try {
		await Promise.race([waitUntilExit(), failed]);
	} finally {
		process.off('uncaughtException', reject);
		unmount();
	}
}
