/** The name that is most like `wanted`, if one is close enough to be a slip of the fingers. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
	let best: { name: string; distance: number } | undefined;
	for (const name of names) {
		const distance = editDistance(wanted.toLowerCase(), name.toLowerCase());
		if (best === undefined || distance < best.distance) best = { name, distance };
	}
	return best !== undefined && best.distance <= Math.max(2, Math.floor(wanted.length / 3)) ? best.name : undefined;
}

/** Levenshtein's distance: letters to add, drop or change. */
function editDistance(left: string, right: string): number {
	let row = Array.from({ length: right.length + 1 }, (_, index) => index);
	for (const [i, letter] of [...left].entries()) {
		const next = [i + 1];
		for (const [j, other] of [...right].entries()) {
			next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
		}
		row = next;
	}
	return row[right.length] ?? 0;
}
