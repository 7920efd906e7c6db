import { createPatch, OMIT_HEADERS } from 'diff';

export interface DiffOptions {
	/** Unchanged lines around each change; default 3. */
	readonly context?: number;
	/** Lines shown at most; the rest is counted in a last line. Default: all. */
	readonly limit?: number;
}

/** The change of a text as unified diff lines, without file names; `null` is no file. No change gives no line. */
export function renderDiff(before: string | null, after: string | null, options: DiffOptions = {}): readonly string[] {
	if (before === after) return [];
	const context = options.context ?? 3;
	const patch = createPatch('', before ?? '', after ?? '', undefined, undefined, { context, headerOptions: OMIT_HEADERS });
	const lines = patch.replace(/\n$/, '').split('\n');
	return limited(lines, options.limit);
}

function limited(lines: readonly string[], limit: number | undefined): readonly string[] {
	if (limit === undefined || lines.length <= limit + 1) return lines;
	return [...lines.slice(0, limit), `… ${lines.length - limit} more lines`];
}
