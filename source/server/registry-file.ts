import * as z from 'zod';
import { notA, whole } from '../config/fields.ts';
import { configFailure, mistakesOf } from '../config/mistakes.ts';
import type { PortBlock } from '../model/ports.ts';
import { readJson } from './json-source.ts';

const port = whole(1, 65_535, '8101');

const entrySchema = z.looseObject(
	{
		base_port: whole(0, 65_535, '8100'),
		backend_port: port,
		postgres_port: port,
		redis_port: port,
		id: whole(0, 65_535, '1').optional(),
		blue_port: port.optional(),
		green_port: port.optional(),
	},
	{ error: notA('a project entry', '{"base_port": 8100, …}') },
);

const registrySchema = z.looseObject(
	{
		next_project_id: whole(1, 65_535, '1'),
		projects: z.record(z.string(), entrySchema, { error: notA('a map', '{}') }),
	},
	{ error: notA('a port registry', '{"next_project_id": 1, "projects": {}}') },
);

/** `.port-registry.json` as it is written; fields that Berth does not know stay in it. */
export type RegistryFile = z.output<typeof registrySchema>;

/** One project in it. */
export type RegistryEntry = z.output<typeof entrySchema>;

/** Reads the file; no file is an empty registry. Throws a `config` failure that names every mistake. */
export function readRegistryFile(text: string | undefined, path: string): RegistryFile {
	if (text === undefined) return { next_project_id: 1, projects: {} };
	const parsed = registrySchema.safeParse(readJson(text, path));
	if (parsed.success) return parsed.data;
	throw configFailure(
		path,
		mistakesOf(parsed.error, {}).map((mistake) => ({ ...mistake, line: lineOf(text, mistake.path) })),
	);
}

/** Line of the innermost name of a path; each name is looked for after the one before it. */
function lineOf(text: string, path: readonly PropertyKey[]): number {
	let offset = 0;
	for (const key of path) {
		const found = text.indexOf(JSON.stringify(String(key)), offset);
		if (found < 0) break;
		offset = found;
	}
	return text.slice(0, offset).split('\n').length;
}

/** The ports of an entry, also of one that the older scripts wrote. */
export function portsOfEntry(entry: RegistryEntry): PortBlock {
	const blue = entry.blue_port ?? entry.backend_port;
	return {
		id: entry.id ?? numberOf(entry),
		base: entry.base_port,
		blue,
		green: entry.green_port ?? blue + 16,
		postgres: entry.postgres_port,
		redis: entry.redis_port,
	};
}

/** The project's number in an entry that Berth did not write; 0 if its ports follow neither scheme. */
function numberOf(entry: RegistryEntry): number {
	const isBlock = entry.postgres_port === entry.base_port + 33;
	const number = isBlock ? (entry.base_port - 8000) / 100 : (entry.backend_port - 8001) / 100 + 1;
	return Number.isInteger(number) && number > 0 ? number : 0;
}

/** The entry of a project with these ports. */
export function entryOfPorts(ports: PortBlock): RegistryEntry {
	return {
		base_port: ports.base,
		backend_port: ports.blue,
		postgres_port: ports.postgres,
		redis_port: ports.redis,
		id: ports.id,
		blue_port: ports.blue,
		green_port: ports.green,
	};
}
