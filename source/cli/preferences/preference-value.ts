/** What was typed for a preference as the file writes it: `on`, lists with commas, keys with spaces or commas, or JSON itself. */
export function preferenceValue(name: string, typed: string): unknown {
	const json = /^[[{"]/.test(typed) ? parsed(typed) : undefined;
	if (json !== undefined) return json.value;
	if (name === 'bell' || name === 'title') return switched(typed);
	if (name === 'columns') return wordsOf(typed, /[\s,]+/);
	// A comma can be a key itself.
	if (name.startsWith('keys.')) return wordsOf(typed, typed === ',' ? / / : /[\s,]+/);
	return typed;
}

function switched(typed: string): unknown {
	const values: Readonly<Record<string, boolean>> = { on: true, true: true, yes: true, off: false, false: false, no: false };
	return values[typed] ?? typed;
}

function wordsOf(typed: string, gap: RegExp): readonly string[] {
	return typed.split(gap).filter((word) => word !== '');
}

function parsed(typed: string): { readonly value: unknown } | undefined {
	try {
		return { value: JSON.parse(typed) };
	} catch {
		return undefined;
	}
}
