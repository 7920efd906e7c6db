/** One that was refused, and the words for it. */
export interface Refused<Case> {
	readonly one: Case;
	readonly why: string;
}

/** Asks about all at once, and only if they are refused about halves of them, down to one. `refusal` gives the words, or nothing. */
export async function firstRefused<Case>(
	cases: readonly Case[],
	refusal: (some: readonly Case[]) => Promise<string | undefined>,
): Promise<Refused<Case> | undefined> {
	const [one, ...more] = cases;
	if (one === undefined) return undefined;
	const why = await refusal(cases);
	if (why === undefined) return undefined;
	if (more.length === 0) return { one, why };
	const half = Math.ceil(cases.length / 2);
	const found = (await firstRefused(cases.slice(0, half), refusal)) ?? (await firstRefused(cases.slice(half), refusal));
	if (found === undefined) throw new Error(`Only together these ${cases.length} are refused: ${why}`);
	return found;
}
