import type { ConsoleWords } from '../config/preferences.ts';
import type { ServerSettings } from '../config/server-file.ts';
import type { PreferencesFile, WatchedHost } from '../host/host.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Control } from '../runner/control.ts';
import type { Layout } from '../server/layout.ts';
import type { ObserveOptions } from '../watch/observe.ts';

/** The server that a command is about, with everything it may ask of it. */
export interface Server {
	readonly host: WatchedHost;
	readonly layout: Layout;
	readonly settings: ServerSettings;
	readonly control: Control;
	/** What there is now. An engine that does not answer is part of it. */
	observe(options?: ObserveOptions): Promise<Snapshot>;
}

/** Everything around the program: bin gives the real things, tests give their own. */
export interface Surroundings {
	openServer(root: string): Promise<Server>;
	/** Writes to standard output, as it is. */
	write(text: string): void;
	/** Writes to standard error, as it is. */
	writeError(text: string): void;
	/** The answer typed on the terminal; empty at the end of input and when aborted. */
	ask(question: string, signal?: AbortSignal): Promise<string>;
	readonly isTerminal: boolean;
	/** Columns of the terminal, if there is one. */
	readonly columns?: number;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Calls back on ctrl-C instead of ending; returns the end of it. */
	onInterrupt(handler: () => void): () => void;
	/** Calls back when nobody reads what is printed any more; returns the end of it. */
	onReaderGone(handler: () => void): () => void;
	/** Cells of the terminal now; absent without one. */
	screen?(): { readonly columns: number; readonly rows: number };
	/** The operator's preferences, and what they may name. */
	openPreferences(): Promise<{ readonly file: PreferencesFile; readonly words: ConsoleWords }>;
	/** The full-screen console, shown at once; gives the exit code, or throws what opening the server throws. */
	openConsole(opening: Promise<Server>): Promise<number>;
}

/** What a command writes to: nothing that it prints is a command to the terminal. */
export interface Output extends Pick<Surroundings, 'ask'> {
	/** One line on standard output. */
	print(line: string): void;
	/** One line on standard error. */
	printError(line: string): void;
	/** One line of JSON on standard output. */
	printJson(value: unknown): void;
	/** Rows from the top of the terminal on, in place of what it shows. */
	paint(rows: readonly string[], isFirst: boolean): void;
}

/** Everything around a command. */
export type CliContext = Omit<Surroundings, 'write' | 'writeError'> & Output;
