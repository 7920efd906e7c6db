import { useStdout, useWindowSize } from 'ink';
import { useCallback, useState } from 'react';
import type { Preferences } from '../source/config/preferences.ts';
import type { FailureFacts } from '../source/model/failure.ts';
import type { Control } from '../source/runner/control.ts';
import type { ServerStore } from '../source/watch/view.ts';
import { type Console, type ConsoleHost, type ConsoleParts, createConsole } from './console.ts';
import { say } from './console-state.ts';
import { handleKeys } from './handle-keys.ts';
import { Keyboard } from './keyboard.ts';
import type { Input } from './keys.ts';
import { useResumed } from './operation/use-resumed.ts';
import { type Background, useBackground } from './use-background.ts';
import { useClock } from './use-clock.ts';
import { useKeys } from './use-keys.ts';
import { useTerminal } from './use-terminal.ts';
import { useTitle } from './use-title.ts';

/** What an app is given. */
export interface AppParts {
	readonly store: ServerStore;
	readonly control: Control;
	readonly host: ConsoleHost;
	readonly preferences: Preferences;
	/** What is wrong with the file of preferences; said once, at the start. */
	readonly problem?: FailureFacts;
	readonly hostname: string;
	/** Asks the terminal whether its background is light. */
	readonly asksBackground?: boolean;
	/** A title as this terminal can show it; absent: no title and no bell. The same function for as long as the console is open. */
	readonly paintTitle?: (text: string) => string;
	/** Epoch ms. */
	now(): number;
}

/** What the app is drawn from. */
export interface AppView {
	readonly console: Console;
	readonly background: Background | undefined;
}

/** The console behind the app, with its clock and its keyboard, and the terminal's background as soon as that is known. */
export function useApp({ store, problem, asksBackground = false, paintTitle, ...parts }: AppParts): AppView {
	const { stdout } = useStdout();
	const size = useWindowSize();
	const [console] = useState(() => openOn({ ...parts, server: store, size: () => sizeOf(stdout) ?? size }, problem));
	const [keyboard] = useState(() => new Keyboard());
	const terminal = useTerminal(keyboard);
	useClock(console);
	useResumed(console);
	const onInput = useCallback((keys: readonly Input[]) => handleKeys(console, terminal, keys), [console, terminal]);
	useKeys(keyboard, onInput);
	useTitle(console, keyboard, paintTitle);
	const background = useBackground(keyboard, asksBackground);
	return { console, background };
}

function openOn(parts: ConsoleParts, problem: FailureFacts | undefined): Console {
	const console = createConsole(parts);
	if (problem !== undefined) {
		const words = [problem.what, ...(problem.output?.[0] === undefined ? [] : [problem.output[0]])].join(': ');
		console.update((state) => say(state, `${words}. All preferences are the defaults`, 'warn'));
	}
	return console;
}

function sizeOf(stdout: NodeJS.WritableStream): { columns: number; rows: number } | undefined {
	if (!('columns' in stdout) || !('rows' in stdout)) return undefined;
	const { columns, rows } = stdout;
	return typeof columns === 'number' && typeof rows === 'number' && columns > 0 && rows > 0 ? { columns, rows } : undefined;
}
