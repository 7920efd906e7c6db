/** A block as lines: `server {`, its lines one tab further in, `}`. */
export function block(head: string, lines: readonly string[]): readonly string[] {
	return [`${head} {`, ...lines.map((line) => (line === '' ? '' : `\t${line}`)), '}'];
}

/** A word of nginx's language, quoted if it needs to be. */
export function word(text: string): string {
	if (/^[\w./:@-]+$/.test(text)) return text;
	return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** What a configuration says, without comments: each statement, and the head of each block, by itself. */
export function statementsOf(text: string): readonly string[] {
	return withoutComments(text)
		.split(/[;{}]/)
		.map((statement) => statement.trim());
}

/** Others may have written it: a pattern that could begin anywhere in thousands of empty lines would take minutes. */
export function withoutComments(text: string): string {
	return text.replace(/^[ \t]*#.*$/gm, '');
}
