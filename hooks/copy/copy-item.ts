/** Something of the selection that can be copied. */
export type CopyItem =
	| { readonly kind: 'text'; readonly label: string; readonly text: string }
	/** Leads to the keys of a project's `.env`. */
	| { readonly kind: 'secrets'; readonly label: string; readonly project: string };

/** Texts that are there, as items. */
export function textItems(texts: Readonly<Record<string, string | undefined>>): readonly CopyItem[] {
	return Object.entries(texts).flatMap(([label, text]) => (text === undefined || text === '' ? [] : [{ kind: 'text', label, text }]));
}
