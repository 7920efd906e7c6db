/** A directive of nginx's language, as nginx itself takes it apart. */
export interface Directive {
	readonly words: readonly string[];
	readonly body?: readonly Directive[];
}

/**
 * Every directive of a configuration by its path: its words. A location, whose order says nothing, is named by what is in it, and what
 * defines a variable by that.
 */
export function nginxLeaves(text: string): ReadonlyMap<string, string> {
	const leaves = new Map<string, string>();
	const walk = (directives: readonly Directive[], at: string): void => {
		for (const { words, body = [] } of directives) {
			const [name = '', ...rest] = words;
			const path = unused(leaves, `${at}${nameOf(name, rest, body)}`);
			leaves.set(path, JSON.stringify(rest));
			if (name !== 'location') walk(body, `${path}/`);
		}
	};
	walk(readNginx(text), '');
	return leaves;
}

function nameOf(name: string, rest: readonly string[], body: readonly Directive[]): string {
	if (name === 'location') return `location ${JSON.stringify(body)}`;
	return name === 'map' || name === 'geo' ? `${name} ${rest.at(-1)}` : name;
}

/** `listen[0]`, `listen[1]`… */
function unused(leaves: ReadonlyMap<string, string>, path: string): string {
	let index = 0;
	while (leaves.has(`${path}[${index}]`)) index += 1;
	return `${path}[${index}]`;
}

/** Throws for what nginx would not take as a whole file. */
export function readNginx(text: string): readonly Directive[] {
	const open: { readonly words: readonly string[]; readonly body: Directive[] }[] = [{ words: [], body: [] }];
	let words: string[] = [];
	for (const token of tokensOf(text)) {
		const inner = open.at(-1);
		if (inner === undefined) throw new Error('a } too many');
		if (typeof token === 'object') {
			words.push(token.word);
			continue;
		}
		if (token === '{') open.push({ words, body: [] });
		if (token === ';') inner.body.push({ words });
		if (token === '}') {
			open.pop();
			open.at(-1)?.body.push(inner);
			if (words.length > 0) throw new Error(`no ; after ${words.join(' ')}`);
		}
		words = [];
	}
	const [all, ...more] = open;
	if (all === undefined || more.length > 0 || words.length > 0) throw new Error('the file ends in the middle of a directive');
	return all.body;
}

/** Comments and quotes only count at the beginning of a word; `${` opens no block. */
const token = /\s+|#[^\n]*|([;{}])|"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|((?!["'])(?:\\.|\$\{|[^\s;{\\])+)/gsy;

function* tokensOf(text: string): Generator<';' | '{' | '}' | { readonly word: string }> {
	let at = 0;
	for (const { index, 0: whole, 1: sign, 2: double, 3: single, 4: bare } of text.matchAll(token)) {
		if (index !== at) break;
		at += whole.length;
		if (sign === ';' || sign === '{' || sign === '}') yield sign;
		const word = double ?? single ?? bare;
		if (word !== undefined) yield { word };
	}
	if (at !== text.length) throw new Error(`nothing that nginx reads: ${text.slice(at, at + 40)}`);
}
