import type { PaletteLine } from './palette-line.ts';

/**
 * The lines that what is typed may mean, the likeliest first: those that begin so, then those with a word that begins so,
 * then those that contain it, then those with its letters in that order. Without any text, all that are no more than a name.
 */
export function rankLines(lines: readonly PaletteLine[], typed: string): readonly PaletteLine[] {
	const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
	if (wanted.length === 0) return lines.filter(isPlain);
	const ranked = lines.flatMap((line) => {
		const rank = rankOf(line, wanted);
		return rank === undefined ? [] : [{ line, rank }];
	});
	return ranked.sort((left, right) => left.rank - right.rank).map(({ line }) => line);
}

/** An empty palette shows what there is, not every command for every project. */
function isPlain({ target }: PaletteLine): boolean {
	return target.kind === 'project' || (target.kind === 'action' && target.project === undefined);
}

/** 0 is what was typed itself; `undefined` has nothing to do with it. */
function rankOf({ text, about }: PaletteLine, wanted: readonly string[]): number | undefined {
	const name = text.toLowerCase();
	const whole = wanted.join(' ');
	if (name === whole) return 0;
	if (name.startsWith(whole)) return 1;
	const words = name.split(' ');
	if (wanted.every((token, index) => words[index]?.startsWith(token))) return 2;
	const parts = name.split(/[ -]/);
	if (wanted.every((token) => parts.some((part) => part.startsWith(token)))) return 3;
	if (wanted.every((token) => name.includes(token))) return 4;
	const all = `${name} ${about.toLowerCase()}`;
	if (wanted.every((token) => all.includes(token))) return 5;
	return hasLetters(name, wanted.join('')) ? 6 : undefined;
}

function hasLetters(name: string, letters: string): boolean {
	let at = 0;
	for (const letter of letters) {
		at = name.indexOf(letter, at) + 1;
		if (at === 0) return false;
	}
	return true;
}
