import type { Mistake } from './mistakes.ts';

/** What one operator likes; nothing on a server depends on it. */
export interface Preferences {
	/** `auto` asks the terminal whether its background is dark or light; `mono` is without colours. */
	readonly theme: (typeof themes)[number];
	/** Columns of the list of projects after the name, in this order; absent: all that fit. */
	readonly columns?: readonly string[];
	/** What the list of projects is sorted by at first. */
	readonly sort: string;
	/** The keys of an action, in place of its own. */
	readonly keys: Readonly<Record<string, readonly string[]>>;
	/** Rings when a project becomes unhealthy. */
	readonly bell: boolean;
	/** Says in the terminal's title how the projects are. */
	readonly title: boolean;
	/** Milliseconds between two samples of CPU, memory and traffic, in whole seconds. */
	readonly refresh: number;
}

/** The words of the console that preferences may name. */
export interface ConsoleWords {
	readonly columns: readonly string[];
	readonly sorts: readonly string[];
	/** What is wrong with the keys as a whole, each at its path. */
	keyMistakes(keys: Preferences['keys']): readonly Mistake[];
	/** The whole key table with these keys in it, in the order of help. */
	keyTable(keys: Preferences['keys']): readonly KeyRow[];
}

/** One row of the key table in words. */
export interface KeyRow {
	/** Where the keys count. */
	readonly place: string;
	readonly action: string;
	readonly keys: readonly string[];
	/** What it has by default; only where the operator chose others. */
	readonly defaultKeys?: readonly string[];
	readonly description: string;
}

/** How the console can look. */
export const themes = ['auto', 'dark', 'light', 'mono'] as const;

/** Every preference where no file says otherwise. */
export const defaultPreferences: Preferences = { theme: 'auto', sort: 'name', keys: {}, bell: true, title: true, refresh: 1000 };

/** Names of all preferences. */
export const preferenceNames = ['theme', 'columns', 'sort', 'keys', 'bell', 'title', 'refresh'] as const;
