import * as z from 'zod';
import { duration, notA } from './fields.ts';
import { configFailure, mistakesOf } from './mistakes.ts';
import { type ConsoleWords, defaultPreferences, type Preferences, preferenceNames, themes } from './preferences.ts';
import { readYaml } from './yaml-source.ts';

/** Reads the preferences file; without one everything has its default. Throws one `config` failure that names every mistake. */
export function parsePreferences(text: string | undefined, path: string, words: ConsoleWords): Preferences {
	if (text === undefined || text.trim() === '') return defaultPreferences;
	const value = readJson(text, path);
	const parsed = schemaOf(words).safeParse(value);
	const mistakes = parsed.success ? words.keyMistakes(parsed.data.keys) : mistakesOf(parsed.error, { '': preferenceNames });
	if (parsed.success && mistakes.length === 0) {
		const { columns, ...rest } = parsed.data;
		return { ...rest, ...(columns !== undefined && { columns }) };
	}
	const { lineOf } = readYaml(text, path);
	throw configFailure(
		path,
		mistakes.map((mistake) => ({ ...mistake, line: lineOf(mistake.path) })),
	);
}

/** The file's text with another value at a dotted name (`keys.deploy`); `undefined` takes it out. The text is JSON already. */
export function withPreference(text: string | undefined, name: string, value: unknown): string {
	const before: Record<string, unknown> = text === undefined || text.trim() === '' ? {} : JSON.parse(text);
	const [first = '', action] = name.split('.');
	if (action === undefined) return JSON.stringify({ ...before, [first]: value }, undefined, '\t');
	const inner = before[first];
	const values = typeof inner === 'object' ? inner : {};
	return JSON.stringify({ ...before, [first]: { ...values, [action]: value } }, undefined, '\t');
}

function schemaOf({ columns, sorts }: ConsoleWords) {
	const { theme, sort, bell, title, refresh } = defaultPreferences;
	const names = <Name extends string>(kind: string, known: readonly Name[]) => z.enum(known, { error: notA(kind, oneOf(known)) });
	const keyList = z.array(z.string({ error: notA('a key', '"D"') }), { error: notA('a list of keys', '["D"]') });
	return z.strictObject(
		{
			theme: names('a theme', themes).default(theme),
			columns: z.array(names('a column', columns), { error: notA('a list of columns', '["release", "cpu"]') }).optional(),
			sort: names('a column to sort by', sorts).default(sort),
			keys: z
				.record(z.string(), keyList.min(1, { error: 'has no key; write one, or remove it for its own' }), {
					error: notA('a map', '{"deploy": ["P"]}'),
				})
				.default({}),
			bell: z.boolean({ error: notA('true or false', 'true or false') }).default(bell),
			title: z.boolean({ error: notA('true or false', 'true or false') }).default(title),
			refresh: duration(1000)
				.refine((value) => value % 1000 === 0 && value <= 60_000, { error: 'is not possible; write whole seconds from 1s to 60s' })
				.default(refresh),
		},
		{ error: notA('a map of preferences', '{"theme": "dark"}') },
	);
}

function oneOf(names: readonly string[]): string {
	return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function readJson(text: string, path: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		const line = Number(/\(line (\d+)/.exec(message)?.[1] ?? 1);
		throw configFailure(path, [{ path: [], line, message: `not JSON: ${message.replace(/ at position.*| \(line.*/, '')}` }]);
	}
}
