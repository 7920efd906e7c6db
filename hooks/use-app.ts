import { useStdout, useWindowSize } from 'ink';
import { useCallback, useState } from 'react';
import type { Preferences } from '../source/config/preferences.ts';
import type { FailureFacts } from '../source/model/failure.ts';
import type { Control } from '../source/runner/control.ts';
import type { Drafts } from '../source/runner/drafts.ts';
import type { LookUp } from '../source/watch/look-up-domain.ts';
import type { Questions } from '../source/watch/questions.ts';
import type { ServerStore } from '../source/watch/view.ts';
import type { Console, ConsoleHost, ConsoleParts } from './console.ts';
import { say } from './console-state.ts';
import { createConsole } from './create-console.ts';
import { handleKeys } from './handle-keys.ts';
import { useNewLooks } from './health/use-new-looks.ts';
import { Keyboard } from './keyboard.ts';
import type { Input } from './keys.ts';
import { useResumed } from './operation/use-resumed.ts';
import { type Background, useBackground } from './use-background.ts';
import { useClock } from './use-clock.ts';
import { useKeys } from './use-keys.ts';
import { useTerminal } from './use-terminal.ts';
import { useDrafts } from './wizard/use-drafts.ts';

/** What an app is given. */
export interface AppParts {
	readonly store: ServerStore;
	readonly control: Control;
	readonly questions: Questions;
	readonly host: ConsoleHost;
	readonly preferences: Preferences;
	/** What is wrong with the file of preferences; said once, at the start. */
	readonly problem?: FailureFacts;
	readonly hostname: string;
	/** Asks the terminal whether its background is light. */
	readonly asksBackground?: boolean;
	/** Epoch ms. */
	now(): number;
	readonly drafts?: Drafts;
	readonly lookUp?: LookUp;
}

/** What the app is drawn from. */
export interface AppView {
	readonly console: Console;
	readonly keyboard: Keyboard;
	/** As soon as that is known. */
	readonly background: Background | undefined;
}

/** The console behind the app, with its clock and its keyboard. */
export function useApp({ store, problem, asksBackground = false, ...parts }: AppParts): AppView {
	const { stdout } = useStdout();
	const size = useWindowSize();
	const [console] = useState(() => openOn({ ...parts, server: store, size: () => sizeOf(stdout) ?? size }, problem));
	const [keyboard] = useState(() => new Keyboard());
	const terminal = useTerminal(keyboard);
	useClock(console);
	useResumed(console);
	useNewLooks(console);
	useDrafts(console);
	const onInput = useCallback((keys: readonly Input[]) => handleKeys(console, terminal, keys), [console, terminal]);
	useKeys(keyboard, onInput);
	const background = useBackground(keyboard, asksBackground);
	return { console, keyboard, background };
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
