import type { Directive } from './nginx-tree.ts';
import { isBuiltIn, madeBy, variablesIn } from './nginx-variables.ts';

/** A directive and the blocks that it stands in, the innermost first. */
interface Placed extends Directive {
	readonly name: string;
	readonly rest: readonly string[];
	readonly around: readonly Directive[];
}

interface Configuration {
	readonly all: readonly Placed[];
	/** Names of the variables that it makes itself. */
	readonly made: ReadonlySet<string>;
}

/** What nginx takes and does not mean what it seems to: most of what gixy looks for, and some more. */
interface Trap {
	readonly name: string;
	isIn(one: Placed, whole: Configuration): boolean;
}

const traps: readonly Trap[] = [
	{
		name: 'headers of the block around are lost',
		isIn: ({ body, around }) => {
			const own = headersOf(body);
			return own.length > 0 && around.some((block) => headersOf(block.body).some((header) => !own.includes(header)));
		},
	},
	{
		name: 'a line break of the visitor is given on',
		isIn: ({ name, rest }, { all }) =>
			['return', 'rewrite', 'proxy_pass', ...headers].includes(name) && variablesOf(rest).some((variable) => isDecoded(variable, all)),
	},
	{
		name: 'what lies beside the alias can be had',
		isIn: ({ name, rest, around: [block] }) =>
			name === 'alias' && nameOf(block) === 'location' && !block?.words.at(-1)?.endsWith('/') && rest[0]?.endsWith('/') === true,
	},
	{
		name: '`if` does more than answer',
		isIn: ({ name, around: [block] }) => nameOf(block) === 'if' && name !== 'return' && name !== 'set',
	},
	{ name: 'the visitor chooses whom nginx asks', isIn: ({ name, rest }) => name === 'proxy_pass' && variablesOf(rest).length > 0 },
	{
		name: 'the app is given a decoded path',
		isIn: ({ name, rest }) => name === 'proxy_pass' && /^\w+:\/\/[^/]+\//.test(rest[0] ?? ''),
	},
	{
		name: 'the visitor chooses the host name',
		isIn: ({ name, rest, around: [block] }) => {
			if (name === 'log_format' || !variablesOf(rest).includes('http_host')) return false;
			return name === 'map' ? rest[0] !== besideHost : sourceOf(block) !== besideHost || !isWhole(name);
		},
	},
	{
		name: 'who hides where he comes from is let in',
		isIn: ({ name, rest }) => name === 'valid_referers' && rest.some((word) => word === 'none' || word === 'blocked'),
	},
	{
		name: 'more than one origin is let in',
		isIn: (one) => {
			const { source, pattern } = comparison(one);
			return pattern !== undefined && isOrigin(source) && (!isWhole(pattern) || hasBareDot(pattern));
		},
	},
	{
		name: 'a part is looked at, and all is given on',
		isIn: (one) => {
			const { source, pattern } = comparison(one);
			const isGiven = variablesIn(source).some((variable) => isSaid(variable) && variablesOf(one.rest).includes(variable));
			return one.name !== 'if' && isGiven && pattern !== undefined && !isWhole(pattern);
		},
	},
	{
		name: 'a header has several lines',
		isIn: ({ name, rest }) => headers.includes(name) && rest.some((word) => /[\r\n]|\\[rn]/.test(word)),
	},
	{
		name: 'some values have no answer',
		isIn: ({ name, body = [] }) => isTable(name) && !body.some((entry) => nameOf(entry) === 'default'),
	},
	{ name: 'errors are not logged', isIn: ({ name, rest }) => name === 'error_log' && /^(off|\/dev\/null)$/.test(rest[0] ?? '') },
	{ name: 'the version is told', isIn: ({ name, rest }) => name === 'server_tokens' && rest[0] !== 'off' },
	{
		name: 'nobody defines a variable',
		isIn: ({ words, rest, around: [block] }, { made }) => {
			// In a pattern a `$` is the end.
			const texts = isTable(nameOf(block)) ? rest : words.filter((_, index) => !/^!?~\*?$/.test(words[index - 1] ?? ''));
			return variablesOf(texts).some((variable) => !isBuiltIn(variable) && !made.has(variable));
		},
	},
];

/** The traps in a whole configuration, with what it includes in its place: each by its name and the words of the directive. */
export function trapsIn(configuration: readonly Directive[]): readonly string[] {
	const all = placed(configuration, []);
	const whole = { all, made: new Set(all.flatMap(madeBy)) };
	return all.flatMap((one) => traps.filter((trap) => trap.isIn(one, whole)).map(({ name }) => `${name}: ${one.words.join(' ')}`));
}

/** Their names. */
export const trapNames: readonly string[] = traps.map(({ name }) => name);

function placed(directives: readonly Directive[], around: readonly Directive[]): readonly Placed[] {
	return directives.flatMap((one) => {
		const [name = '', ...rest] = one.words;
		return [{ ...one, name, rest, around }, ...placed(one.body ?? [], [one, ...around])];
	});
}

const headers = ['add_header', 'proxy_set_header'];

/** Source of the map that sees what the visitor wrote beside the name that nginx chose the site by. */
const besideHost = '$host $http_host';

function nameOf(block: Directive | undefined): string {
	return block?.words[0] ?? '';
}

function variablesOf(words: readonly string[]): readonly string[] {
	return words.flatMap(variablesIn);
}

function headersOf(body: readonly Directive[] = []): readonly string[] {
	return body.flatMap(({ words: [name, header = ''] }) => (name === 'add_header' ? [header.toLowerCase()] : []));
}

function isTable(name: string): boolean {
	return name === 'map' || name === 'geo';
}

function sourceOf(block: Directive | undefined): string | undefined {
	return nameOf(block) === 'map' ? block?.words[1] : undefined;
}

/** What is compared with which pattern, by an `if` or by an entry of a map; without a pattern if neither compares. */
function comparison({ name, rest, around: [block] }: Placed): { readonly source: string; readonly pattern?: string } {
	if (name === 'if') {
		const [source = '', sign = '', pattern = ''] = rest.map((word) => word.replace(/^\(|\)$/g, ''));
		return sign.includes('~') ? { source, pattern } : { source };
	}
	const source = sourceOf(block);
	return { source: source ?? '', ...(source !== undefined && name.startsWith('~') && { pattern: name.replace(/^~\*?/, '') }) };
}

/** True for a variable that may hold a line break, because nginx has decoded what the visitor sent. */
function isDecoded(variable: string, all: readonly Placed[]): boolean {
	const isSo = (words: readonly string[]) => variablesOf(words).some((one) => isDecoded(one, all));
	if (/^(uri|document_uri|request_filename)$/.test(variable)) return true;
	return all.some(({ name, rest, body = [] }) => {
		if (name === 'location') return isPart(variable) && rest.length > 1;
		if (name === 'set') return rest[0] === `$${variable}` && isSo(rest.slice(1));
		if (name !== 'map' || rest[1] !== `$${variable}`) return false;
		const values = body.flatMap(({ words }) => words.slice(1));
		return isSo(rest.slice(0, 1)) ? variablesOf(values).length > 0 : isSo(values.filter((value) => !variablesIn(value).some(isPart)));
	});
}

/** A part of what a pattern was compared with. */
function isPart(variable: string): boolean {
	return /^\d$/.test(variable);
}

/** What the visitor says in a header. */
function isSaid(variable: string): boolean {
	return variable.startsWith('http_');
}

function isOrigin(source: string): boolean {
	return variablesIn(source).some((variable) => /^http_(origin|referer|x_forwarded_host)$/.test(variable));
}

/** True for a pattern that the whole text has to be like. */
function isWhole(pattern: string): boolean {
	return /^(~\*?)?\^/.test(pattern) && pattern.endsWith('$');
}

/** True for a pattern in which a dot stands for any letter, once. */
function hasBareDot(pattern: string): boolean {
	return /\.(?![*+?{])/.test(pattern.replace(/\\.|\[[^\]]*\]/g, ''));
}
