import { expect } from 'vitest';
import { stringify } from 'yaml';
import type * as z from 'zod';
import { Failure } from '../../source/model/failure.ts';
import { commandsIn } from '../fakes/hostile-texts.ts';
import { keysOf, type SchemaKey } from './schema-keys.ts';

/** A value of a settings file that says something: text, number, truth, list or map. */
export type Setting = string | number | boolean | readonly Setting[] | { readonly [key: string]: Setting };

/** A settings file in which every key that can be there beside the others has an example. */
export interface SettingsFile<Read> {
	readonly schema: z.ZodType;
	readonly example: Readonly<Record<string, Setting>>;
	/** Of keys that exclude one of the example: which, and their own example. */
	readonly instead: Readonly<Record<string, { readonly of: string; readonly example: Setting }>>;
	readonly read: (text: string) => Read;
}

/** Its keys, and the texts of its examples. */
export function keysAndExamples({ schema, example, instead }: SettingsFile<unknown>) {
	return { keys: keysOf(schema), examples: textsIn([example, ...Object.values(instead).map((one) => one.example)]) };
}

/** The example of a key; `undefined` for one that is new. */
export function exampleOf({ example, instead }: SettingsFile<unknown>, { path }: SchemaKey): Setting | undefined {
	const other = instead[path.join('.')];
	if (other !== undefined) return other.example;
	return path.reduce<Setting | undefined>((at, name) => (isMap(at) ? at[name] : undefined), example);
}

/** Every text and number in a value, as text. */
export function textsIn(value: Setting | undefined): readonly string[] {
	if (value === undefined) return [];
	return typeof value === 'object' ? Object.values(value).flatMap((part) => textsIn(part as Setting)) : [String(value)];
}

const mark = '@value@';

/** The lines, from 1, that a value stands on. */
export type Lines = readonly [first: number, last: number];

/** The file with this YAML at a key. Without `yaml` the file as it would be with the key's own example. */
export function fileWith(file: SettingsFile<unknown>, key: SchemaKey, yaml?: string): { readonly text: string; readonly lines: Lines } {
	const [top = '', ...rest] = key.path;
	const { [file.instead[top]?.of ?? '']: _, ...example } = file.example;
	const own = yaml === undefined ? exampleOf(file, key) : mark;
	const content = own === undefined ? example : { ...example, [top]: withAt(example[top], rest, own) };
	const text = Object.entries(content).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
	const line = 1 + Object.keys(content).indexOf(top);
	const lines = [line, line + (yaml?.split('\n').length ?? 1) - 1] as const;
	return { text: text.join('').replace(JSON.stringify(mark), () => yaml ?? ''), lines };
}

function withAt(value: Setting | undefined, [name, ...rest]: readonly string[], own: Setting): Setting {
	if (name === undefined) return own;
	const map = isMap(value) ? value : {};
	return { ...map, [name]: withAt(map[name], rest, own) };
}

function isMap(value: Setting | undefined): value is { readonly [key: string]: Setting } {
	return typeof value === 'object' && !Array.isArray(value);
}

/** What the file says, or `undefined` if it is refused: then in Berth's own words, by line and key, with nothing that a terminal would obey. */
export function readOrRefused<Read>(file: SettingsFile<Read>, key: SchemaKey, text: string, lines: Lines): Read | undefined {
	try {
		return file.read(text);
	} catch (error) {
		if (!(error instanceof Failure)) throw error;
		expect(error.kind).toBe('config');
		const output = error.output ?? [];
		expect(output.some((told) => isNamed(told, key, lines)) || output.every(isNoYaml), stringify(output)).toBe(true);
		for (const told of output) {
			expect(told).toMatch(/^line \d+: /);
			expect(told).not.toMatch(/Invalid (input|string|option|key|type)|Too (small|big)|Unrecognized|, received/);
			expect(commandsIn(told)).toEqual([]);
			expect(told.length).toBeLessThan(1_000);
		}
		return undefined;
	}
}

function isNamed(told: string, { path }: SchemaKey, [first, last]: Lines): boolean {
	const line = Number(/^line (\d+): /.exec(told)?.[1]);
	return line >= first && line <= last && told.includes(path.at(-1) ?? '');
}

function isNoYaml(told: string): boolean {
	return /^line \d+: (not YAML: |this key is there twice)/.test(told);
}
