import type * as z from 'zod';
import { Failure } from '../model/failure.ts';
import { nearestName } from './nearest-name.ts';
import { shownValue } from './shown-value.ts';

/** Something wrong at a key of a file; the path is empty for the file as a whole. */
export interface Mistake {
	readonly path: readonly PropertyKey[];
	readonly message: string;
}

/** Names that a map at a path may have, for suggestions: `{ '': ['name', …], health: […] }`. */
export type KnownKeys = Readonly<Record<string, readonly string[]>>;

/** zod's issues as mistakes; each unknown key is one of its own, with the nearest known key. */
export function mistakesOf(error: z.ZodError, known: KnownKeys): readonly Mistake[] {
	return error.issues.flatMap((issue): readonly Mistake[] => {
		if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
		return issue.keys.map((key) => ({ path: [...issue.path, key], message: unknownKey(key, known[issue.path.join('.')] ?? []) }));
	});
}

function unknownKey(key: string, names: readonly string[]): string {
	const near = nearestName(key, names);
	return near === undefined ? `is not a known key; known are ${names.join(', ')}` : `is not a known key; did you mean ${near}?`;
}

/** The failure that names every mistake of the file at `path`, in the order of its lines (from 1). */
export function configFailure(path: string, mistakes: readonly (Mistake & { readonly line: number })[]): Failure {
	const lines = [...mistakes]
		.sort((left, right) => left.line - right.line)
		.map(({ line, path: keys, message }) => `line ${line}: ${keys.length === 0 ? '' : `${dotted(keys)}: `}${message}`);
	const output = [...new Set(lines)];
	return new Failure({
		kind: 'config',
		what: `${path} is wrong`,
		why: output.length === 1 ? 'one mistake' : `${output.length} mistakes`,
		next: 'Correct these lines and try again',
		output,
	});
}

/** `['volumes', 0, 'to']` → `volumes[0].to`; a key of odd characters in brackets and quotes. */
export function dotted(path: readonly PropertyKey[]): string {
	return path.map(keyText).join('');
}

function keyText(key: PropertyKey, index: number): string {
	if (typeof key === 'number') return `[${key}]`;
	const name = String(key);
	return /^[\w-]{1,60}$/.test(name) ? `${index === 0 ? '' : '.'}${name}` : `[${shownValue(name)}]`;
}
