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
	/** Counts all that others have counted. */
	addAll(others: LatencyCounts): void;
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
		addAll(others) {
			for (let bucket = 0; bucket < buckets; bucket += 1) counts[bucket] = (counts[bucket] ?? 0) + (others.counts[bucket] ?? 0);
			total += others.total;
		},
		clear() {
			counts.fill(0);
			total = 0;
		},
	};
}

/** The latencies in ms that these shares (0…1, the smallest first) of the counted requests were not slower than. */
export function percentilesOf({ total, counts }: LatencyCounts, shares: readonly number[]): readonly number[] {
	let bucket = 0;
	let seen = counts[0] ?? 0;
	return shares.map((share) => {
		while (seen < total * share && bucket < buckets - 1) {
			bucket += 1;
			seen += counts[bucket] ?? 0;
		}
		return Math.round(growth ** bucket);
	});
}
