import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { yamlFor } from './hostile-yaml.ts';
import { type Place, placesOf } from './places.ts';
import { expectOwnPlaceOnly, type Rendered } from './rendered.ts';
import type { SchemaKey } from './schema-keys.ts';
import { exampleOf, fileWith, keysAndExamples, readOrRefused, type SettingsFile, textsIn } from './settings-file.ts';

/** A value that was taken, and what came of it. */
export interface Accepted<Read> {
	readonly text: string;
	readonly read: Read;
}

export interface Trial<Read> {
	readonly file: SettingsFile<Read>;
	readonly places: Readonly<Record<string, Place>>;
	readonly render: (read: Read) => Rendered;
	/** How many values of each key, and which. */
	readonly runs: number;
	readonly seed: number;
}

/** Gives each key of a file hostile values: what is refused is refused well, and what is taken changes nothing but its own place. */
export function tryValues<Read>(trial: Trial<Read>): readonly Accepted<Read>[] {
	const { keys, examples } = keysAndExamples(trial.file);
	return keys.flatMap((key) => tryKey(trial, key, examples));
}

function tryKey<Read>(
	{ file, places, render, runs, seed }: Trial<Read>,
	key: SchemaKey,
	examples: readonly string[],
): readonly Accepted<Read>[] {
	const accepted: Accepted<Read>[] = [];
	const own = placesOf(places, key.path);
	const usual = render(file.read(fileWith(file, key).text));
	fc.assert(
		fc.property(yamlFor(key, examples, textsIn(exampleOf(file, key))), (yaml) => {
			const { text, lines } = fileWith(file, key, yaml);
			const read = readOrRefused(file, key, text, lines);
			if (read === undefined) return;
			expectOwnPlaceOnly(key, own, [usual, render(read)], isSameSize(key, yaml));
			accepted.push({ text, read });
		}),
		{ numRuns: runs, seed },
	);
	return accepted;
}

/** One text for the one of the example, and none that means everything (`/`). */
function isSameSize({ kind }: SchemaKey, yaml: string): boolean {
	const value: unknown = parseDocument(yaml).toJS();
	const one = kind === 'list' && Array.isArray(value) && value.length === 1 ? value[0] : value;
	return kind === 'value' ? value !== null && value !== undefined : typeof one === 'string' && one !== '/';
}
