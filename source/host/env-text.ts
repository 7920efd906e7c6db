import { Secret } from '../model/secret.ts';

/** A name with its value, as a line of `.env` gives it. */
interface Assignment {
	readonly line: number;
	readonly key: string;
	readonly value: string;
	/** What stands behind the `=`, quotes and all. */
	readonly raw: string;
}

/** What Berth does not take; no value is in it. */
export interface EnvMistake {
	/** From 1. */
	readonly line: number;
	readonly key?: string;
	readonly message: string;
}

/** What the text of a `.env` means. */
export interface EnvReading {
	/** The last value of a name counts. */
	readonly values: ReadonlyMap<string, Secret>;
	readonly mistakes: readonly EnvMistake[];
	/** Everything that must not be shown: all values, and what stands in lines that are no assignment. */
	readonly hidden: readonly Secret[];
}

/** Linux starts no program with a longer `KEY=value`, bytes: 128 KiB with the zero at its end. */
const longestEntry = 131_071;

const blank = /[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
const name = /[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=/y;
/** A value in double quotes, in single quotes (both may span lines), or bare up to the end or to ` #`. */
const value = /[ \t]*(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)')[ \t]*(?:#[^\n]*)?(?:\n|$)|([^\n]*)(?:\n|$)/y;
const wholeLine = /([^\n]*)(?:\n|$)/y;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$' };
const reference = /\$(?:\{([A-Za-z_]\w*)[^}]*\}|([A-Za-z_]\w*))/g;

/**
 * Values of a `KEY=value` text, as a shell reads them but for `$`, which is a character like any other: nothing is run or filled in.
 * In double quotes `\n \r \t \" \\ \$` are escapes, and every other backslash is one. Line ends are `\n`.
 */
export function readEnv(text: string): EnvReading {
	const source = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
	const assignments: Assignment[] = [];
	const mistakes: EnvMistake[] = [];
	const hidden: string[] = [];
	let line = 1;
	for (let at = 0; at < source.length; ) {
		const found = take(blank, source, at) ?? assignmentAt(source, at, line) ?? strayLine(source, at, line);
		if ('key' in found) assignments.push(found);
		if ('mistake' in found) mistakes.push(found.mistake);
		if ('raw' in found) hidden.push(found.raw);
		line += source.slice(at, found.end).split('\n').length - 1;
		at = found.end;
	}
	const keys = new Set(assignments.map(({ key }) => key));
	mistakes.push(...assignments.flatMap((one) => troubleOf(one, keys)));
	return {
		values: new Map(assignments.map(({ key, value }) => [key, new Secret(value)])),
		mistakes: mistakes.sort((left, right) => left.line - right.line),
		hidden: [...new Set([...assignments.map(({ value }) => value), ...hidden])].map((one) => new Secret(one)),
	};
}

function take(
	pattern: RegExp,
	source: string,
	at: number,
): { readonly end: number; readonly groups: readonly (string | undefined)[] } | undefined {
	pattern.lastIndex = at;
	const found = pattern.exec(source);
	return found === null ? undefined : { end: pattern.lastIndex, groups: found.slice(1) };
}

type Found = { readonly end: number; readonly raw: string };

function assignmentAt(
	source: string,
	at: number,
	line: number,
): (Assignment & Found) | (Found & { readonly mistake: EnvMistake }) | undefined {
	const head = take(name, source, at);
	const [key = ''] = head?.groups ?? [];
	const body = head && take(value, source, head.end);
	if (head === undefined || body === undefined) return undefined;
	const [double, single, bare] = body.groups;
	const raw = source.slice(head.end, body.end).trim();
	if (bare !== undefined && /^[ \t]*["']/.test(bare)) return { end: body.end, raw, mistake: { line, key, message: unclosed(bare) } };
	return { line, key, value: double === undefined ? (single ?? bareValue(bare ?? '')) : withoutEscapes(double), raw, end: body.end };
}

function unclosed(bare: string): string {
	const [quote = ''] = bare.trim();
	return bare.trim().indexOf(quote, 1) > 0
		? 'has more behind its closing quote; put all of it in quotes'
		: `has no closing ${quote}; write one, or put a value with a quote in it in the other kind of quotes`;
}

function strayLine(source: string, at: number, line: number): Found & { readonly mistake: EnvMistake } {
	const whole = take(wholeLine, source, at);
	const [text = ''] = whole?.groups ?? [];
	const [, key, rest = text] = /^\s*([A-Za-z_]\w*)\s*:(.*)/.exec(text) ?? [];
	const message = key === undefined ? 'is neither KEY=value nor a comment' : 'has a colon; write KEY=value';
	return { end: whole?.end ?? source.length, raw: rest.trim(), mistake: { line, ...(key !== undefined && { key }), message } };
}

function bareValue(text: string): string {
	return text.replace(/[ \t]#.*$/, '').replace(/^[ \t]+|[ \t]+$/g, '');
}

function withoutEscapes(text: string): string {
	return text.replace(/\\([\s\S])/g, (whole, character: string) => escapes[character] ?? whole);
}

function troubleOf({ line, key, value, raw }: Assignment, keys: ReadonlySet<string>): readonly EnvMistake[] {
	const bytes = Buffer.byteLength(`${key}=${value}`);
	if (bytes > longestEntry)
		return [{ line, key, message: `is ${bytes} bytes long, and no program starts with more than ${longestEntry}; put it in a file` }];
	if (value.includes('\0')) return [{ line, key, message: 'has a zero byte, which no variable can hold' }];
	const other = raw.startsWith("'") ? undefined : referenceIn(raw, keys);
	if (other === undefined) return [];
	const ways = `write it out, put it in single quotes if it is meant as it stands, or move ${key} to environment in project.yml`;
	return [{ line, key, message: `refers to ${other}, which nothing fills in here; ${ways}` }];
}

/** The name of another line that a value means, as compose would read it. */
function referenceIn(raw: string, keys: ReadonlySet<string>): string | undefined {
	const names = [...raw.replaceAll(/\\[\s\S]/g, '').matchAll(reference)].map(([, braced, plain]) => braced ?? plain);
	return names.find((found) => found !== undefined && keys.has(found));
}
