import { Lexer } from 'yaml';
import { Failure } from '../model/failure.ts';

/** No settings come near these, and what keeps them is read in less than half a second, whatever it is. */
const most = { bytes: 64 * 1024, lines: 1000, words: 3000, nesting: 40, aliases: 100 };

const opening = new Set(['[', '{']);
const closing = new Set([']', '}']);
/** What may open a level without a line or a bracket of its own, as in `- - -`. */
const indicators = new Set(['-', '?', ':']);
/** What the lexer puts between the words of the text: start of a document, of a scalar, and of what stops a flow. */
const marks = new Set(['\u0002', '\u0018', '\u001f']);

/** Refuses, before it is parsed, what would keep everybody waiting: the parser's time grows with the square of what is there. */
export function requireModest(text: string, path: string): void {
	requireAtMost(Buffer.byteLength(text), 'bytes', path);
	requireAtMost(text.split('\n').length, 'lines', path);
	let [words, aliases, flow, inLine] = [0, 0, 0, 0];
	for (const token of new Lexer().lex(text)) {
		if (token.includes('\n')) inLine = 0;
		if (token.trim() === '' || marks.has(token)) continue;
		if (opening.has(token)) flow += 1;
		if (closing.has(token)) flow = Math.max(0, flow - 1);
		if (flow === 0 && indicators.has(token)) inLine += 1;
		if (token.startsWith('*')) aliases += 1;
		words += 1;
		requireAtMost(words, 'words', path);
		requireAtMost(aliases, 'aliases', path);
		requireAtMost(flow + inLine, 'nesting', path);
	}
}

const told: Readonly<Record<keyof typeof most, (count: number, limit: number) => readonly [what: string, limit: string]>> = {
	bytes: (count, limit) => [`has ${count} bytes`, `${limit} bytes`],
	lines: (count, limit) => [`has ${count} lines`, `${limit} lines`],
	words: (_, limit) => [`has more than ${limit} keys, values and signs`, `${limit} of them`],
	nesting: (_, limit) => [`has more than ${limit} maps and lists in each other`, `${limit} in each other`],
	aliases: (_, limit) => [`has more than ${limit} aliases (*name)`, `${limit} of them`],
};

function requireAtMost(count: number, kind: keyof typeof most, path: string): void {
	if (count <= most[kind]) return;
	const [what, limit] = told[kind](count, most[kind]);
	throw new Failure({
		kind: 'config',
		what: `${path} ${what}`,
		why: `Berth reads ${limit} at most: a larger file would keep all projects waiting`,
		next: `Look what it is (head -c 200 ${path}); put long lists and texts in a file in a volume`,
	});
}
