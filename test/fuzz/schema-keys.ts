import * as z from 'zod';

/** A key of a settings file, as its schema says. */
export interface SchemaKey {
	/** From the top of the file; an item of a list has no path of its own. */
	readonly path: readonly string[];
	readonly kind: 'value' | 'list' | 'map';
	/** What texts of it must look like, if the schema says so by a pattern or by their list. */
	readonly pattern?: string;
	readonly words: readonly string[];
	/** Keys of a map; none if it takes any. */
	readonly keys: readonly string[];
}

type Node = z.core.JSONSchema.BaseSchema;

/** Every key that a schema knows, maps included: a new one is among them without anybody thinking of it. */
export function keysOf(schema: z.ZodType): readonly SchemaKey[] {
	return below(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }), []);
}

function below({ properties = {} }: Node, path: readonly string[]): readonly SchemaKey[] {
	return Object.entries(properties).flatMap(([name, child]) => {
		if (typeof child === 'boolean') return [];
		const node = child.anyOf?.find((one): one is Node => typeof one === 'object' && one.type !== 'null') ?? child;
		const own = keyOf(node, [...path, name]);
		return [own, ...below(node, own.path)];
	});
}

function keyOf(node: Node, path: readonly string[]): SchemaKey {
	const kind = node.type === 'object' ? 'map' : node.type === 'array' ? 'list' : 'value';
	const item = kind === 'list' && typeof node.items === 'object' && !Array.isArray(node.items) ? node.items : node;
	const words = [item, ...(item.anyOf ?? [])].flatMap((one) => (typeof one === 'object' ? [...(one.enum ?? []), one.const] : []));
	return {
		path,
		kind,
		...(item.pattern !== undefined && { pattern: item.pattern }),
		words: words.filter((word) => typeof word === 'string'),
		keys: Object.keys(node.properties ?? {}),
	};
}
