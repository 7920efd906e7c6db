/** Milliseconds as compose and the proxy read them: `30s`, or `1500ms`. */
export function timeText(milliseconds: number): string {
	return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

/** Bytes in the largest unit that shows them whole, as compose and the proxy read them: `512m`; below a kilobyte a bare number. */
export function sizeText(bytes: number): string {
	const units = [
		{ letter: 'g', size: 1024 ** 3 },
		{ letter: 'm', size: 1024 ** 2 },
		{ letter: 'k', size: 1024 },
	];
	const unit = units.find(({ size }) => bytes % size === 0);
	return unit === undefined ? String(bytes) : `${bytes / unit.size}${unit.letter}`;
}
