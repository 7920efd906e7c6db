/** Bucket b holds requests of about `growth ** b` ms: 130 buckets reach 240 s, each figure is right to 5 %. */
const growth = 1.1;
const buckets = 130;

/** How many requests took how long, in fixed memory. */
export interface LatencyCounts {
	/** Requests counted. */
	readonly total: number;
	/** By bucket. */
	readonly counts: Uint32Array;
	/** Counts a request of so many ms. */
	add(took: number): void;
	clear(): void;
}

export function createLatencyCounts(): LatencyCounts {
	const counts = new Uint32Array(buckets);
	let total = 0;
	return {
		get total() {
			return total;
		},
		counts,
		add(took) {
			const bucket = Math.min(buckets - 1, Math.round(Math.log(Math.max(1, took)) / Math.log(growth)));
			counts[bucket] = (counts[bucket] ?? 0) + 1;
			total += 1;
		},
		clear() {
			counts.fill(0);
			total = 0;
		},
	};
}

/** The latency in ms that this share (0…1) of all counted requests were not slower than. */
export function percentileOf(all: readonly LatencyCounts[], share: number): number {
	const rank = all.reduce((sum, { total }) => sum + total, 0) * share;
	let seen = 0;
	for (let bucket = 0; bucket < buckets; bucket += 1) {
		for (const { counts } of all) seen += counts[bucket] ?? 0;
		if (seen >= rank) return Math.round(growth ** bucket);
	}
	return Math.round(growth ** (buckets - 1));
}
