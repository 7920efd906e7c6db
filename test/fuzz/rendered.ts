import { expect } from 'vitest';
import { parse } from 'yaml';
import { nginxLeaves } from './nginx-tree.ts';
import type { Place } from './places.ts';
import type { SchemaKey } from './schema-keys.ts';

const nginxFiles = ['site', 'main'] as const;
const composeFiles = ['berth', 'services', 'proxy'] as const;

/** The files that are rendered from a settings file. */
export type Rendered = Readonly<Partial<Record<Exclude<keyof Place, 'grows'>, string>>>;

type Leaves = ReadonlyMap<string, string>;

/** As compose 1.29 reads it: YAML 1.1, merges resolved. */
function composeLeaves(text: string): Leaves {
	const { 'x-app': _, 'x-replica': __, ...file } = parse(text, { version: '1.1', maxAliasCount: -1 });
	const leaves = new Map<string, string>();
	const walk = (value: unknown, at: string): void => {
		if (typeof value !== 'object' || value === null) leaves.set(at, JSON.stringify(value) ?? '');
		else for (const [key, item] of Object.entries(value)) walk(item, at === '' ? key : `${at}.${key}`);
	};
	walk(file, '');
	return leaves;
}

/** What is rendered with a value differs from what is rendered with the example only where the key has its place. */
export function expectOwnPlaceOnly(
	key: SchemaKey,
	places: readonly Place[],
	[usual, own]: readonly [Rendered, Rendered],
	isSameSize: boolean,
): void {
	const mayGrow = !isSameSize || places.some(({ grows }) => grows === true);
	for (const name of [...nginxFiles, ...composeFiles]) {
		const [before, after] = [usual[name] ?? '', own[name] ?? ''];
		if (before === after) continue;
		const read = nginxFiles.some((one) => one === name) ? nginxLeaves : composeLeaves;
		const [old, now] = [read(before), read(after)];
		const changed = [...new Set([...old.keys(), ...now.keys()])].filter((at) => old.get(at) !== now.get(at));
		const elsewhere = changed.filter((at) => !places.some((place) => place[name]?.test(at)));
		expect(elsewhere, `${key.path.join('.')} in ${name}`).toEqual([]);
		if (!mayGrow) expect([...now.keys()].sort(), `${key.path.join('.')} in ${name}`).toEqual([...old.keys()].sort());
	}
}
