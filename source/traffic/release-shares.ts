import type { AccessEntry } from '../model/access-entry.ts';

/** Seconds that are kept. */
export const sharedSeconds = 60;

/** Requests of a site by the release that answered, second by second. */
export interface ReleaseShares {
	add(entry: Pick<AccessEntry, 'at' | 'release'>): void;
	/** Of each release, requests in each of the last 60 whole seconds before `now` (epoch ms), oldest first; releases without any are left out. */
	read(now: number): Readonly<Record<string, readonly number[]>>;
}

export function createReleaseShares(): ReleaseShares {
	const seconds = new Map<number, Map<string, number>>();

	function forgetBefore(first: number): void {
		for (const one of seconds.keys()) if (one < first) seconds.delete(one);
	}

	function begin(second: number): Map<string, number> {
		const counts = new Map<string, number>();
		seconds.set(second, counts);
		if (seconds.size > 2 * sharedSeconds) forgetBefore(second - sharedSeconds);
		return counts;
	}

	return {
		add({ at, release }) {
			if (release === undefined) return;
			const second = Math.floor(at / 1000);
			const counts = seconds.get(second) ?? begin(second);
			counts.set(release, (counts.get(release) ?? 0) + 1);
		},
		read(now) {
			const first = Math.floor(now / 1000) - sharedSeconds;
			const shares = new Map<string, number[]>();
			for (const [second, counts] of seconds) {
				const index = second - first;
				if (index < 0 || index >= sharedSeconds) continue;
				for (const [release, requests] of counts) {
					const row = shares.get(release) ?? Array.from({ length: sharedSeconds }, () => 0);
					row[index] = requests;
					shares.set(release, row);
				}
			}
			return Object.fromEntries(shares);
		},
	};
}
