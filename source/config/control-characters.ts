import type { Mistake } from './mistakes.ts';

/** C0 but tab and line break, DEL, C1, halves of surrogate pairs, and what turns the direction of text round. */
const controls = /(?![\t\n])\p{Cc}|\p{Cs}|\p{Bidi_Control}|[\u2028\u2029\ufeff\ufffe\uffff]/u;

/**
 * A mistake for every text of a file, key or value, that holds a control character: a terminal would obey it, the proxy or compose
 * would stop at it. Where a tab or a line break has no place, the key itself says so: scripts in commands need them.
 */
export function controlCharacters(value: unknown, path: readonly PropertyKey[] = []): readonly Mistake[] {
	if (typeof value === 'string') return mistakeIn(value, path, 'has');
	if (typeof value !== 'object' || value === null) return [];
	const entries = Array.isArray(value) ? value.map((item, index) => [index, item] as const) : Object.entries(value);
	return entries.flatMap(([key, item]) =>
		typeof key === 'string' && controls.test(key) ? mistakeIn(key, path, 'a key in it has') : controlCharacters(item, [...path, key]),
	);
}

/** The mistakes of a file without those that say less of a text with control characters, or would print it. */
export function withControlCharacters(value: unknown, mistakes: readonly Mistake[]): readonly Mistake[] {
	const found = controlCharacters(value);
	// A text may stand for a map, `inner` for `{driver: inner}`: then what is said of it is said of a key below.
	const isTold = (path: readonly PropertyKey[]) =>
		found.some(
			(told) =>
				(told.path.length === path.length || told.message.startsWith('has ')) && told.path.every((key, index) => key === path[index]),
		);
	const others = mistakes.filter(({ path }) => !isTold(path) && !path.some((key) => controls.test(String(key))));
	return [...found, ...others];
}

function mistakeIn(text: string, path: readonly PropertyKey[], begin: string): readonly Mistake[] {
	const code = controls.exec(text)?.[0].charCodeAt(0);
	if (code === undefined) return [];
	return [{ path, message: `${begin} the control character U+${code.toString(16).toUpperCase().padStart(4, '0')}; take it out` }];
}
