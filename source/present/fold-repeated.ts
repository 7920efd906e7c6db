/** What is told again within this is told once with its count, ms: Docker waits a minute at most before it starts a container again. */
const longestPause = 10 * 60_000;

/** A row and how often it is told. */
export interface Folded<Row> {
	/** The newest of them. */
	readonly row: Row;
	/** The oldest of them, which stays the same while more are told. */
	readonly first: Row;
	readonly times: number;
}

/** Rows, newest first, with each that is told again and again only in the place of its newest. `textOf` gives `undefined` for what is never folded. */
export function foldRepeated<Row extends { readonly at: number }>(
	rows: readonly Row[],
	textOf: (row: Row) => string | undefined,
): readonly Folded<Row>[] {
	const folded: { row: Row; first: Row; times: number }[] = [];
	const open = new Map<string, { row: Row; first: Row; times: number }>();
	for (const row of rows) {
		const text = textOf(row);
		const known = text === undefined ? undefined : open.get(text);
		if (known !== undefined && known.first.at - row.at <= longestPause) {
			known.times += 1;
			known.first = row;
			continue;
		}
		const one = { row, first: row, times: 1 };
		folded.push(one);
		if (text !== undefined) open.set(text, one);
	}
	return folded;
}

/** ` (13 ×)` behind what is told so often; nothing behind what is told once. */
export function timesWords(times: number): string {
	return times === 1 ? '' : ` (${times} ×)`;
}
