import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { configFailure, type Mistake } from './mistakes.ts';
import { requireModest } from './yaml-limits.ts';

/** A YAML file as plain data, and where each key of it stands. */
export interface YamlSource {
	readonly value: unknown;
	/** Line, from 1, of a key; of the nearest key above it if it is not there. */
	lineOf(path: readonly PropertyKey[]): number;
}

/**
 * Reads YAML (and so JSON). Scalars in the maps named by `asText` keep their spelling: `1.10` stays `1.10`.
 * Throws a `config` failure that names each line that is no YAML, or the limit that the file is beyond.
 */
export function readYaml(text: string, path: string, asText: readonly string[] = []): YamlSource {
	requireModest(text, path);
	const counter = new LineCounter();
	const lineAt = (offset: number) => counter.linePos(offset).line;
	const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
	if (document.errors.length > 0) {
		const mistakes = document.errors.map(({ code, message, pos }) => ({
			path: [],
			line: lineAt(pos[0]),
			message: code === 'DUPLICATE_KEY' ? 'this key is there twice' : `not YAML: ${message}`,
		}));
		throw configFailure(path, mistakes);
	}
	const aliases = aliasMistakes(document).map(({ offset, ...mistake }) => ({ ...mistake, line: lineAt(offset) }));
	if (aliases.length > 0) throw configFailure(path, aliases);
	for (const key of asText) keepSpelling(document, key);
	return { value: plainValue(document, path), lineOf: (keys) => lineAt(offsetOf(document, keys)) };
}

/** Aliases of nothing, and those that stand in what they mean: no data are like that. */
function aliasMistakes(document: Document): readonly (Mistake & { readonly offset: number })[] {
	const mistakes: (Mistake & { readonly offset: number })[] = [];
	visit(document, {
		Alias(_, alias, above) {
			const meant = alias.resolve(document);
			if (meant !== undefined && !above.includes(meant)) return;
			const why = meant === undefined ? 'means nothing that stands before it' : 'stands in what it means';
			mistakes.push({ path: [], offset: alias.range?.[0] ?? 0, message: `not YAML: *${alias.source} ${why}` });
		},
	});
	return mistakes;
}

function plainValue(document: Document, path: string): unknown {
	try {
		return document.toJS();
	} catch (error) {
		// Aliases of aliases that would grow without end.
		throw configFailure(path, [{ path: [], line: 1, message: `not YAML: ${error instanceof Error ? error.message : String(error)}` }]);
	}
}

function keepSpelling(document: Document, key: string): void {
	const map = isMap(document.contents) ? document.contents.get(key, true) : undefined;
	if (!isMap(map)) return;
	for (const { value } of map.items) {
		if (isScalar(value) && value.value !== null && value.source !== undefined) value.value = value.source;
	}
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
	let node: unknown = document.contents;
	let offset = 0;
	for (const key of path) {
		const next = stepInto(node, key);
		if (next === undefined) break;
		offset = next.offset;
		node = next.node;
	}
	return offset;
}

function stepInto(node: unknown, key: PropertyKey): { offset: number; node: unknown } | undefined {
	if (isMap(node)) {
		const pair = node.items.find((item) => (isScalar(item.key) ? String(item.key.value) : item.key) === String(key));
		return pair !== undefined && isNode(pair.key) ? { offset: pair.key.range?.[0] ?? 0, node: pair.value } : undefined;
	}
	if (isSeq(node) && typeof key === 'number') {
		const item = node.items[key];
		return isNode(item) ? { offset: item.range?.[0] ?? 0, node: item } : undefined;
	}
	return undefined;
}
