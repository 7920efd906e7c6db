/** A mark of nginx's language, and where it stands: braces and semicolons, but none in a comment or in quotes. */
interface Mark {
	readonly mark: '{' | '}' | ';';
	readonly at: number;
}

const pieces = /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\\[\s\S]|\$\{\w*\}|#[^\n]*|[{};]/g;

/** True if a configuration includes a file by this path. */
export function isIncluded(main: string, path: string): boolean {
	return statements(main).some((statement) => {
		const [, name = ''] = /^include\s+["']?([^"']*?)["']?$/.exec(statement) ?? [];
		return name === path;
	});
}

/** The configuration with one line more at the end of its block `http`; `undefined` if there is none that is whole. */
export function addLastOfHttp(main: string, line: string): string | undefined {
	const end = endOfHttp(main);
	if (end === undefined) return undefined;
	const head = main.slice(0, end).trimEnd();
	const indent = /\n([ \t]+)\S[^\n]*$/.exec(head)?.[1] ?? '\t';
	return `${head}\n\n${indent}${line}\n${main.slice(end)}`;
}

/** The configuration without that line of Berth's, as it was before. */
export function withoutInclude(main: string, path: string): string {
	const lines = main.split('\n');
	const at = lines.findIndex((one) => isIncluded(one, path));
	if (at < 0) return main;
	const blanks = lines[at - 1]?.trim() === '' ? 1 : 0;
	return [...lines.slice(0, at - blanks), ...lines.slice(at + 1)].join('\n');
}

/** What a configuration says for all sites at once: the statements that stand in its block `http` and in no block there. */
export function httpStatements(main: string): readonly string[] {
	const open: string[] = [];
	const found: string[] = [];
	let begin = 0;
	for (const { mark, at } of marksOf(main)) {
		const statement = codeOf(main.slice(begin, at));
		begin = at + 1;
		if (mark === '{') open.push(statement);
		if (mark === '}') open.pop();
		if (mark === ';' && open.length === 1 && open[0] === 'http') found.push(statement.replace(/\s+/g, ' '));
	}
	return found;
}

function endOfHttp(main: string): number | undefined {
	let depth = 0;
	let begin = 0;
	let isHttp = false;
	for (const { mark, at } of marksOf(main)) {
		if (mark === '{' && depth === 0) isHttp = codeOf(main.slice(begin, at)) === 'http';
		if (mark === '{') depth += 1;
		if (mark === '}') depth -= 1;
		if (mark === '}' && depth === 0 && isHttp) return at;
		if (depth < 0) return undefined;
		begin = at + 1;
	}
	return undefined;
}

function statements(main: string): readonly string[] {
	let begin = 0;
	return marksOf(main).flatMap(({ mark, at }) => {
		const statement = codeOf(main.slice(begin, at));
		begin = at + 1;
		return mark === ';' ? [statement] : [];
	});
}

function marksOf(main: string): readonly Mark[] {
	return [...main.matchAll(pieces)].flatMap(({ 0: text, index }) =>
		text === '{' || text === '}' || text === ';' ? [{ mark: text, at: index }] : [],
	);
}

function codeOf(text: string): string {
	return text.replace(/(^|\s)#[^\n]*/g, '$1').trim();
}
