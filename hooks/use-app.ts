import { useStdout, useWindowSize } from 'ink';
import { useCallback, useState } from 'react';
import type { Control } from '../source/runner/control.ts';
import type { Drafts } from '../source/runner/drafts.ts';
import type { LookUp } from '../source/watch/look-up-domain.ts';
import type { Questions } from '../source/watch/questions.ts';

import type { ServerStore } from '../source/watch/view.ts';
import { type Console, createConsole } from './console.ts';
import { handleKeys } from './handle-keys.ts';
import { Keyboard } from './keyboard.ts';
import type { Input } from './keys.ts';
import { useResumed } from './operation/use-resumed.ts';
import { useClock } from './use-clock.ts';
import { useKeys } from './use-keys.ts';
import { useTerminal } from './use-terminal.ts';
import { useDrafts } from './wizard/use-drafts.ts';

/** What an app is given. */
export interface AppParts {
	readonly store: ServerStore;
	readonly control: Control;
	readonly questions: Questions;
	readonly hostname: string;
	/** Epoch ms. */
	now(): number;
	readonly drafts?: Drafts;
	readonly lookUp?: LookUp;
}

/** The console behind the app, with its clock and its keyboard. */
export function useApp({ store, control, questions, hostname, now, drafts, lookUp }: AppParts): Console {
	const { stdout } = useStdout();
	const size = useWindowSize();
	const [console] = useState(() =>
		createConsole({ server: store, control, questions, hostname, now, size: () => sizeOf(stdout) ?? size, drafts, lookUp }),
	);
	const [keyboard] = useState(() => new Keyboard());
	const terminal = useTerminal(keyboard);
	useClock(console);
	useResumed(console);
	useDrafts(console);
	const onInput = useCallback((keys: readonly Input[]) => handleKeys(console, terminal, keys), [console, terminal]);
	useKeys(keyboard, onInput);
	return console;
}

function sizeOf(stdout: NodeJS.WritableStream): { columns: number; rows: number } | undefined {
	if (!('columns' in stdout) || !('rows' in stdout)) return undefined;
	const { columns, rows } = stdout;
	return typeof columns === 'number' && typeof rows === 'number' && columns > 0 && rows > 0 ? { columns, rows } : undefined;
}
