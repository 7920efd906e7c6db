/** True if one of the texts has the filter in it, in any case; `!` before it turns that round. An empty filter lets all through. */
export function passesFilter(texts: readonly string[], filter: string): boolean {
	const isInverse = filter.startsWith('!');
	const wanted = filter
		.slice(isInverse ? 1 : 0)
		.trim()
		.toLowerCase();
	if (wanted === '') return true;
	return texts.some((text) => text.toLowerCase().includes(wanted)) !== isInverse;
}
