import type { Release } from '../model/release.ts';

const byVersion = new Intl.Collator('en', { numeric: true });

/**
 * Releases beyond the newest `keep`, oldest last. Never one of `protect` (current, previous, running, target), and never one
 * that was not obtained by Berth: it may be on its way to the server just now.
 */
export function releasesToPrune(options: {
	readonly releases: readonly Release[];
	readonly keep: number;
	readonly protect: readonly string[];
}): readonly Release[] {
	const deployed = options.releases.filter((release) => release.obtainedAt !== undefined);
	const newestFirst = deployed.sort(
		(left, right) => (right.obtainedAt ?? 0) - (left.obtainedAt ?? 0) || byVersion.compare(right.version, left.version),
	);
	return newestFirst.slice(Math.max(0, options.keep)).filter((release) => !options.protect.includes(release.version));
}
