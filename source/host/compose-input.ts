import type { Secret } from '../model/secret.ts';

interface Service {
	readonly env_file?: unknown;
	readonly environment?: Readonly<Record<string, unknown>>;
}

interface ComposeFile {
	readonly services?: Readonly<Record<string, Service>>;
}

/**
 * A compose file as compose is given it by standard input: the values of `.env` stand in it. Compose's own readers of `.env` change
 * values (`$` is filled in, each version has other quotes) and print parts of them in warnings, so none of them sees the file.
 */
export async function composeInput(text: string, values: ReadonlyMap<string, Secret>): Promise<string> {
	const { parse } = await import('yaml');
	const file = parse(text, { merge: true, version: '1.1', maxAliasCount: -1 }) as ComposeFile;
	const parts = Object.entries(file).filter(([part]) => !part.startsWith('x-'));
	const services = Object.entries(file.services ?? {}).map(([name, service]) => [name, fillIn(service, values)]);
	return ascii(JSON.stringify({ ...Object.fromEntries(parts), services: Object.fromEntries(services) }));
}

function fillIn({ env_file, environment = {}, ...rest }: Service, values: ReadonlyMap<string, Secret>) {
	const own = env_file === undefined ? [] : [...values].map(([key, value]) => [key, literal(value.reveal())]);
	const filled = Object.entries(environment).map(([key, value]) => [key, typeof value === 'string' ? fillText(value, values) : value]);
	return { ...rest, environment: Object.fromEntries([...own, ...filled]) };
}

/** `${NAME}` by its value, of which compose must fill in nothing again. */
function fillText(text: string, values: ReadonlyMap<string, Secret>): string {
	return text.replace(/\$\$|\$\{(\w+)\}/g, (whole, name?: string) =>
		name === undefined ? whole : literal(values.get(name)?.reveal() ?? ''),
	);
}

function literal(text: string): string {
	return text.replaceAll('$', () => '$$');
}

/** JSON that every reader of YAML takes, whatever the language of the machine: all but ASCII in YAML's own escapes. */
function ascii(json: string): string {
	return json.replace(/[^\u0020-\u007E]/gu, (character) => {
		const code = character.codePointAt(0) ?? 0;
		return code > 0xffff ? `\\U${hexOf(code, 8)}` : `\\u${hexOf(code, 4)}`;
	});
}

function hexOf(code: number, digits: number): string {
	return code.toString(16).padStart(digits, '0');
}
