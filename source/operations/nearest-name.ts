/** The name that is most like `wanted`, if any is close enough to be a slip of the fingers. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
	const ranked = names
		.map((name) => ({ name, distance: editDistance(wanted, name) }))
		.sort((left, right) => left.distance - right.distance);
	const best = ranked[0];
	return best !== undefined && best.distance <= Math.max(2, Math.floor(wanted.length / 3)) ? best.name : undefined;
}

/** Levenshtein's distance. */
function editDistance(left: string, right: string): number {
	let row = Array.from({ length: right.length + 1 }, (_, index) => index);
	for (let i = 1; i <= left.length; i++) {
		const next = [i];
		for (let j = 1; j <= right.length; j++) {
			const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
			next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[right.length] ?? 0;
}
