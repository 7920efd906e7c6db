/** A block as lines: `server {`, its lines one tab further in, `}`. */
export function block(head: string, lines: readonly string[]): readonly string[] {
	return [`${head} {`, ...lines.map((line) => (line === '' ? '' : `\t${line}`)), '}'];
}

/** A word of nginx's language, quoted if it needs to be. */
export function word(text: string): string {
	if (/^[\w./:@-]+$/.test(text)) return text;
	return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
