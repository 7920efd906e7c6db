import { Secret } from '../model/secret.ts';

/** A name, and its value in double quotes, in single quotes (both may span lines), or bare up to the end or to ` #`. */
const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|(.*))/gm;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * Values of a `KEY=value` file as compose reads them: a `#` inside a bare value belongs to it. (node:util's `parseEnv` ends
 * the value there, and a password cut short would not be masked.) Nothing is run or replaced; the last of a name counts.
 */
export function parseSecrets(text: string): ReadonlyMap<string, Secret> {
	const found = text.matchAll(assignment);
	return new Map(Array.from(found, ([, name = '', double, single, bare]) => [name, new Secret(unquote(double, single, bare))]));
}

function unquote(double: string | undefined, single: string | undefined, bare = ''): string {
	if (double !== undefined) return double.replace(/\\([\s\S])/g, (_, character: string) => escapes[character] ?? character);
	if (single !== undefined) return single;
	return bare.replace(/(^|\s)#.*$/, '').trim();
}

/** The text without what belongs to these keys; every other character stays. */
export function withoutSecrets(text: string, keys: ReadonlySet<string>): string {
	const whole = new RegExp(`${assignment.source}.*\\n?`, 'gm');
	return text.replace(whole, (found, name: string) => (keys.has(name) ? '' : found));
}
