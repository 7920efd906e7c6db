import type { Preferences } from '../source/config/preferences.ts';
import type { Files, OperatorTerminal } from '../source/host/host.ts';
import type { Control } from '../source/runner/control.ts';
import type { Drafts } from '../source/runner/drafts.ts';
import type { LookUp } from '../source/watch/look-up-domain.ts';
import type { Questions } from '../source/watch/questions.ts';
import type { ServerStore } from '../source/watch/view.ts';
import type { ConsoleState } from './console-state.ts';

export interface ScreenSize {
	readonly columns: number;
	readonly rows: number;
}

/** The parts of the outside world that an operator uses by hand; nothing of them carries out a change. */
export interface ConsoleHost {
	readonly terminal: OperatorTerminal;
	readonly files: Pick<Files, 'readSecrets'>;
}

/** What the console is given from outside. */
export interface ConsoleParts {
	readonly server: ServerStore;
	readonly control: Control;
	readonly questions: Questions;
	/** What an operator does by hand, beside plans. */
	readonly host: ConsoleHost;
	readonly preferences: Preferences;
	readonly hostname: string;
	/** Epoch ms. */
	now(): number;
	size(): ScreenSize;
	/** Where unfinished answers are kept; without it they end with the console. */
	readonly drafts?: Drafts | undefined;
	/** Asks where a host name leads; without it nothing is said of that. */
	readonly lookUp?: LookUp | undefined;
}

/**
 * The console's own state, outside React: many keys in one read are answered one after the other, each on what the one
 * before left, long before anything is drawn.
 */
export interface Console extends ConsoleParts {
	get(): ConsoleState;
	/** Replaces the state by what a pure function makes of it. */
	update(change: (state: ConsoleState) => ConsoleState): void;
	subscribe(changed: () => void): () => void;
	/** What ends when the console closes: following of operations. */
	readonly closing: AbortController;
}
