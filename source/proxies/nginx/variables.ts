/** The first variable of Berth's that a site uses and no main file defines. */
export function missingFor(site: string, main: string): string | undefined {
	const used = new Set(site.match(/\$berth_\w+/g));
	return [...used].find((name) => !new RegExp(`\\${name}\\b`).test(main));
}
