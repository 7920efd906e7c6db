/** A value of a settings file as a message shows it: on one line, and no longer than one reads. */
export function shownValue(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'object') return 'a map';
	const text = JSON.stringify(value);
	return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
