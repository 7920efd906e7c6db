import type { ConsoleWords } from '../config/preferences.ts';
import type { ServerSettings } from '../config/server-file.ts';
import type { Host, PreferencesFile } from '../host/host.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Control } from '../runner/control.ts';
import type { Layout } from '../server/layout.ts';
import type { ObserveOptions } from '../watch/observe.ts';

/** The server that a command is about, with everything it may ask of it. */
export interface Server {
	readonly host: Host;
	readonly layout: Layout;
	readonly settings: ServerSettings;
	readonly control: Control;
	/** What there is now. An engine that does not answer is part of it. */
	observe(options?: ObserveOptions): Promise<Snapshot>;
}

/** Everything around the program: bin gives the real things, tests give their own. */
export interface CliContext {
	openServer(root: string): Promise<Server>;
	/** One line on standard output. */
	print(line: string): void;
	/** One line on standard error. */
	printError(line: string): void;
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
